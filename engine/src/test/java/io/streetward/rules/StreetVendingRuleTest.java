package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.ByteTracker;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.SimulatedStreet.Path;
import io.streetward.track.TrackSet;
import io.streetward.track.TrackerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreetVendingRuleTest {
    private static final Zone PAVEMENT = new Zone("z1", "the pavement", rectangle(0.05, 0.3, 0.95, 0.95));
    private static final NormalizedBox TABLE = new NormalizedBox(0.40, 0.65, 0.08, 0.12);
    private static final NormalizedBox PARASOL = new NormalizedBox(0.36, 0.40, 0.16, 0.12);
    private static final NormalizedBox VENDOR = new NormalizedBox(0.49, 0.50, 0.05, 0.28);

    private final SimulatedStreet street = new SimulatedStreet(11).jitter(0.04);
    private final List<Observation> said = new ArrayList<>();
    private final List<Double> saidAtS = new ArrayList<>();
    private VendingLimits limits = VendingLimits.of(Duration.ofSeconds(45));
    private double regionFromS = Double.POSITIVE_INFINITY;
    private double regionUntilS;
    private NormalizedBox regionBox = TABLE;
    private double dropShare;

    @ParameterizedTest
    @CsvSource({"0.5, 0", "1, 0.3", "5, 0", "5, 0.3", "25, 0"})
    void aStallIsFoundAtTheSameTimeHoweverOftenOneLooks(double fps, double drops) {
        dropShare = drops;
        street.add(ObjectKind.GOODS, from(10, TABLE)).add(ObjectKind.PERSON, from(12, VENDOR));
        regionFromS = 10;
        regionUntilS = 200;
        run(90, fps);
        Observation.Confirmed confirmed = onlyConfirmed();
        double look = Math.max(2, 3 / fps);
        assertThat(seconds(confirmed.stay().start())).isCloseTo(12, within(look));
        assertThat(confirmedAtS()).isCloseTo(57, within(2 * look));
        assertThat(confirmed.stay().object()).isEqualTo(ObjectKind.STALL);
        assertThat(confirmed.stay().box().intersection(VENDOR)).isGreaterThan(0.8 * VENDOR.area());
        assertThat(confirmed.witnesses()).extracting(Witness::name).contains("vendor_stays", "goods", "static_region");
        assertThat(confirmed.reasons().get(0)).contains("the pavement").contains("limit 45 s");
    }

    @Test
    void labelsAloneAreEnough() {
        street.add(ObjectKind.UMBRELLA, from(5, PARASOL))
                .add(ObjectKind.GOODS, from(5, TABLE))
                .add(ObjectKind.PERSON, from(5, VENDOR));
        run(80, 5);
        assertThat(onlyConfirmed().stay().confidence()).isGreaterThan(0.5);
    }

    @Test
    void aLastingChangeBesideSomebodyIsEnoughWithoutALabel() {
        street.add(ObjectKind.PERSON, from(5, VENDOR));
        regionFromS = 5;
        regionUntilS = 200;
        regionBox = new NormalizedBox(0.36, 0.60, 0.12, 0.18);
        run(80, 5);
        assertThat(onlyConfirmed().stay().confidence()).isGreaterThan(0.5);
    }

    @Test
    void goodsThatTheDetectorMostlyMissesAreFoundAllTheSame() {
        street.detectionShare(0.5)
                .score(t -> 0.4)
                .add(ObjectKind.GOODS, from(5, TABLE))
                .add(ObjectKind.PERSON, from(5, VENDOR));
        regionFromS = 5;
        regionUntilS = 200;
        run(90, 5);
        assertThat(confirmed()).hasSize(1);
    }

    @Test
    void peopleAloneAreNobodysBusiness() {
        street.add(ObjectKind.PERSON, from(5, VENDOR))
                .add(ObjectKind.PERSON, from(6, moved(VENDOR, 0.07, 0.01)))
                .add(ObjectKind.PERSON, from(7, moved(VENDOR, -0.07, 0.0)));
        run(150, 5);
        assertThat(said).isEmpty();
    }

    @Test
    void peopleWhoseOwnShapeLastsAreNoWares() {
        street.add(ObjectKind.PERSON, from(5, VENDOR));
        regionFromS = 5;
        regionUntilS = 200;
        regionBox = VENDOR;
        run(150, 5);
        assertThat(confirmed()).isEmpty();
    }

    @Test
    void waresAloneAreNobodysBusiness() {
        street.add(ObjectKind.GOODS, from(5, TABLE));
        regionFromS = 5;
        regionUntilS = 200;
        run(150, 5);
        assertThat(confirmed()).isEmpty();
    }

    @Test
    void passersByDoNotMakeAVendor() {
        street.add(ObjectKind.GOODS, from(5, TABLE));
        for (int k = 0; k < 30; k++) {
            street.add(ObjectKind.PERSON, walking(5 + 5 * k, 0.58 + 0.01 * (k % 3)));
        }
        regionFromS = 5;
        regionUntilS = 200;
        run(150, 5);
        assertThat(confirmed()).isEmpty();
    }

    @Test
    void whoWaitsBesideAParkedBicycleSellsNothing() {
        street.add(ObjectKind.TWO_WHEELER, from(5, TABLE)).add(ObjectKind.PERSON, from(6, VENDOR));
        run(150, 5);
        assertThat(confirmed()).isEmpty();
    }

    @Test
    void aShortTradeIsNone() {
        street.add(ObjectKind.GOODS, between(5, 40, TABLE)).add(ObjectKind.PERSON, between(5, 40, VENDOR));
        regionFromS = 5;
        regionUntilS = 40;
        run(90, 5);
        assertThat(confirmed()).isEmpty();
    }

    @Test
    void customersComeAndGoAndHideTheVendorInOneStay() {
        street.add(ObjectKind.GOODS, from(5, TABLE)).add(ObjectKind.PERSON, from(5, VENDOR));
        street.add(ObjectKind.PERSON, between(20, 40, moved(VENDOR, 0.005, 0.02)));
        street.add(ObjectKind.PERSON, between(50, 60, moved(TABLE, 0.0, 0.05)));
        regionFromS = 5;
        regionUntilS = 200;
        run(120, 5);
        assertThat(confirmed()).hasSize(1);
        assertThat(ended()).isEmpty();
    }

    @Test
    void whenTheStallIsGoneTheStayEnds() {
        street.add(ObjectKind.GOODS, between(5, 70, TABLE)).add(ObjectKind.PERSON, between(5, 72, VENDOR));
        regionFromS = 5;
        regionUntilS = 70;
        run(120, 5);
        assertThat(confirmed()).hasSize(1);
        assertThat(ended())
                .singleElement()
                .satisfies(e -> assertThat(e.wasConfirmed()).isTrue());
    }

    @Test
    void permittedStallsAreLeftAlone() {
        limits = limits.withPermittedStalls(List.of(rectangle(0.3, 0.6, 0.7, 0.95)));
        street.add(ObjectKind.GOODS, from(5, TABLE)).add(ObjectKind.PERSON, from(5, VENDOR));
        regionFromS = 5;
        regionUntilS = 200;
        run(120, 5);
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aShopsGoodsCountBeyondItsThresholdOnly(boolean beyond) {
        // The shop is at the top of the picture: to the left of who walks its line from left to right.
        double lineY = beyond ? 0.70 : 0.85;
        limits = limits.withThreshold(List.of(new NormalizedPoint(0.1, lineY), new NormalizedPoint(0.9, lineY)));
        street.add(ObjectKind.GOODS, from(5, TABLE));
        regionFromS = 5;
        regionUntilS = 200;
        run(120, 5);
        assertThat(confirmed()).hasSize(beyond ? 1 : 0);
        if (beyond) {
            assertThat(said.get(0).stay().kind()).isEqualTo(EventKind.SHOP_OVERFLOW);
        }
    }

    private void run(double untilS, double fps) {
        StreetVendingRule rule = new StreetVendingRule(PAVEMENT, limits);
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        for (double t : street.times(0, untilS, fps, dropShare)) {
            TrackSet tracks = tracker.update(street.look(t));
            for (Observation observation : rule.observe(new StreetView(tracks, scene(tracks.frame(), t)))) {
                said.add(observation);
                saidAtS.add(t);
            }
        }
    }

    private SceneView scene(FrameRef frame, double t) {
        if (t < regionFromS + 2.5 || t > regionUntilS) {
            return new SceneView(frame, ViewState.CLEAR, List.of());
        }
        FrameRef appeared = SimulatedStreet.frame(MediaTime.ofSeconds(regionFromS));
        StaticRegion region =
                new StaticRegion(1, regionBox, 0.8 * regionBox.area(), 40, null, appeared, appeared, frame, null);
        return new SceneView(frame, ViewState.CLEAR, List.of(region));
    }

    private List<Observation.Confirmed> confirmed() {
        return said.stream()
                .filter(Observation.Confirmed.class::isInstance)
                .map(Observation.Confirmed.class::cast)
                .toList();
    }

    private List<Observation.Ended> ended() {
        return said.stream()
                .filter(Observation.Ended.class::isInstance)
                .map(Observation.Ended.class::cast)
                .toList();
    }

    private Observation.Confirmed onlyConfirmed() {
        assertThat(confirmed()).hasSize(1);
        return confirmed().get(0);
    }

    private double confirmedAtS() {
        return saidAtS.get(said.indexOf(onlyConfirmed()));
    }

    private static double seconds(FrameRef frame) {
        return frame.pts().micros() / 1e6;
    }

    private static NormalizedBox moved(NormalizedBox box, double x, double y) {
        return new NormalizedBox(box.x() + x, box.y() + y, box.w(), box.h());
    }

    private static Path from(double fromS, NormalizedBox box) {
        return between(fromS, Double.POSITIVE_INFINITY, box);
    }

    private static Path between(double fromS, double toS, NormalizedBox box) {
        return t -> t >= fromS && t < toS ? box : null;
    }

    /** Across the whole picture in five seconds, feet at {@code footY + 0.28}. */
    private static Path walking(double fromS, double topY) {
        return t -> t < fromS || t > fromS + 5 ? null : new NormalizedBox(0.05 + 0.17 * (t - fromS), topY, 0.05, 0.28);
    }

    private static NormalizedPolygon rectangle(double left, double top, double right, double bottom) {
        return new NormalizedPolygon(List.of(
                new NormalizedPoint(left, top),
                new NormalizedPoint(right, top),
                new NormalizedPoint(right, bottom),
                new NormalizedPoint(left, bottom)));
    }
}
