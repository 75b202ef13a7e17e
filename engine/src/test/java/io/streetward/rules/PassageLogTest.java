package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PassageLogTest {
    private static final NormalizedBox GROUND = new NormalizedBox(0.5, 0.5, 0.04, 0.02);

    private final PassageLog log = new PassageLog(ObjectKind::isVehicle);

    private void see(long id, double atS, double x, double foot) {
        MediaTime at = MediaTime.ofSeconds(atS);
        NormalizedBox box = new NormalizedBox(x - 0.05, foot - 0.1, 0.1, 0.1);
        Detection seen = new Detection(ObjectKind.CAR, "car", 0.8, box);
        Track track = new Track(id, ObjectKind.CAR, true, box, seen, box, OptionalDouble.empty(), at, at);
        log.observe(new TrackSet(SimulatedStreet.frame(at), List.of(track)));
    }

    private List<Crossing> over(double fromS, double toS) {
        return log.over(GROUND, MediaTime.ofSeconds(fromS), MediaTime.ofSeconds(toS));
    }

    @Test
    void whatDroveOverTheGroundBetweenTwoLooksCrossedIt() {
        see(1, 10, 0.52, 0.3);
        see(1, 12, 0.52, 0.8);
        assertThat(over(9, 13)).hasSize(1);
        assertThat(over(9, 13).get(0).closeness()).isEqualTo(1);
        assertThat(over(9, 13).get(0).at().seconds()).isBetween(10.5, 11.5);
        assertThat(over(12.5, 20)).isEmpty();
    }

    @Test
    void theNextLaneIsNotTheWakeAndTheRoadBehindATallBoxIsNotItsGround() {
        see(1, 10, 0.75, 0.3);
        see(1, 12, 0.75, 0.8);
        see(2, 13, 0.3, 0.72);
        see(2, 14, 0.7, 0.72);
        assertThat(over(0, 20)).isEmpty();
    }

    @Test
    void whatStandsCrossesNothing() {
        for (double t = 10; t < 20; t++) {
            see(1, t, 0.52, 0.52);
        }
        assertThat(over(0, 30)).isEmpty();
    }

    @Test
    void itIsBoundedInNumberTimeAndLength() {
        for (int i = 0; i < 1_000; i++) {
            see(i, 10 + i * 0.01, 0.52, 0.52);
        }
        assertThat(log.size()).isEqualTo(200);
        see(5_000, 200, 0.1, 0.9);
        assertThat(log.size()).isEqualTo(1);
        for (int i = 0; i < 5_000; i++) {
            see(5_000, 200 + i * 0.01, 0.1 + 0.8 * (i % 1_000) / 1_000, 0.3 + 0.6 * (i % 777) / 777);
        }
        assertThat(over(200, 300)).hasSizeLessThanOrEqualTo(1);
    }
}
