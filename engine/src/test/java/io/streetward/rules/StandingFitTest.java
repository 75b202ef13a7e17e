package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.SimulatedStreet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingFitTest {
    @ParameterizedTest(name = "{0} box widths/s at {1} frames/s")
    @CsvSource({"0.5, 5", "1, 5", "1.5, 25", "3, 25", "1, 1"})
    void datesTheStopOfASteadyApproach(double speed, double fps) {
        List<Sighting> series = series(fps, t -> t < 10 ? (t - 10) * speed : 0);

        int start = fit(series).start(series);

        assertThat(series.get(start).atS()).isCloseTo(10, within(Math.max(1 / fps, 0.08) + 1e-9));
    }

    @Test
    void datesTheStopOfACarThatBrakesGently() {
        // The last 1.2 widths with a deceleration of 0.6 widths/s²: a car of 4 m that brakes with 2.4 m/s².
        List<Sighting> series = series(25, t -> t < 10 ? -0.3 * (10 - t) * (10 - t) : 0);

        int start = fit(series).start(series);

        assertThat(series.get(start).atS()).isCloseTo(10, within(0.5));
    }

    @Test
    void oneWildBoxCutsNothing() {
        List<Sighting> series = new ArrayList<>(series(5, t -> t < 10 ? t - 10 : 0));
        int wild = 10 * 5 + 3;
        series.set(wild, sighting(series.get(wild).atS(), 0.4, 0));
        int last = series.size() - 1;
        series.set(last, sighting(series.get(last).atS(), 0.4, 0));

        assertThat(series.get(fit(series).start(series)).atS()).isCloseTo(10, within(0.2 + 1e-9));
        List<Sighting> standing = series.subList(10 * 5, series.size());
        assertThat(fit(series).end(standing)).isEqualTo(standing.size() - 1);
    }

    @Test
    void sightingBeforeSecondsOfEmptinessIsNotItsStart() {
        List<Sighting> series = new ArrayList<>();
        series.add(sighting(3, 0, 0));
        for (int i = 0; i < 6; i++) {
            series.add(sighting(10 + i, 0, i == 0 ? 6 : 0));
        }

        assertThat(fit(series).start(series)).isEqualTo(1);
    }

    @Test
    void endIsTheLastSightingBeforeItMovedOff() {
        List<Sighting> series = series(25, t -> t > 15 ? 1.5 * (t - 15) : 0);

        int end = StandingFit.of(series.subList(0, 300)).end(series);

        assertThat(series.get(end).atS()).isCloseTo(15, within(0.04 + 1e-9));
    }

    @Test
    void speedIsInBoxSizesPerSecond() {
        assertThat(StandingFit.speed(series(5, t -> 0.1 * t))).isCloseTo(0.1, within(1e-6));
        assertThat(StandingFit.speed(series(5, t -> 0))).isZero();
    }

    private static StandingFit fit(List<Sighting> series) {
        return StandingFit.of(series.subList(series.size() - Math.max(4, series.size() / 12), series.size()));
    }

    private static List<Sighting> series(double fps, DoubleUnaryOperator offsetWidths) {
        List<Sighting> series = new ArrayList<>();
        for (int i = 0; i <= 20 * fps; i++) {
            series.add(sighting(i / fps, offsetWidths.applyAsDouble(i / fps), 0));
        }
        return series;
    }

    private static Sighting sighting(double atS, double offsetWidths, long missedS) {
        NormalizedBox box = new NormalizedBox(0.5 + 0.1 * offsetWidths, 0.5, 0.1, 0.1);
        return new Sighting(
                SimulatedStreet.frame(MediaTime.ofSeconds(atS)),
                atS,
                box,
                ObjectKind.CAR,
                0.8,
                1,
                box,
                OptionalDouble.empty(),
                missedS);
    }
}
