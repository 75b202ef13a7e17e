package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.GroundPoint;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Observation;
import io.streetward.rules.Passage;
import io.streetward.rules.Stay;
import io.streetward.rules.Witness;
import io.streetward.rules.Zone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One case for one thing that stays, whoever sees it. Times are seconds after noon; each camera has media time of its own. */
class CorrelationTest {
    private static final NormalizedBox BOX = new NormalizedBox(0.2, 0.55, 0.2, 0.25);
    private static final NormalizedBox BESIDE = new NormalizedBox(0.5, 0.55, 0.2, 0.25);
    private static final Zone KERB = zone("kerb", null);
    private static final Zone BUS_STOP = zone("stop", null);
    private static final StreamId EAST = new StreamId("gate-east");
    private static final StreamId WEST = new StreamId("gate-west");

    private SqlCaseBook book;
    private IncidentCorrelator correlator;
    private double nowS = 1_000;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        start(stay -> Optional.empty());
    }

    @AfterEach
    void close() {
        book.close();
    }

    @Test
    void overlappingZonesOfOneCameraMakeOneCaseThatEndsWithTheLastOfThem() throws Exception {
        Stay kerb = stay(EAST, KERB, BOX, 0, 30);
        Stay stop = stay(EAST, BUS_STOP, new NormalizedBox(0.21, 0.55, 0.2, 0.25), 1, 40);

        CaseFile file = filed(kerb);
        Incident.Joined joined = (Incident.Joined) confirm(stop);

        assertThat(joined.file().id()).isEqualTo(file.id());
        assertThat(joined.reason()).isEqualTo("also seen in zone \"stop street\"");
        assertThat(end(kerb, 50)).isEmpty();
        assertThat(end(stop, 52)).get().isInstanceOf(Incident.Resolved.class);
        CaseDossier dossier = book.find(file.id()).orElseThrow();
        assertThat(dossier.history())
                .extracting(HistoryEntry::reason)
                .contains("also seen in zone \"stop street\"", "left by itself after 52 s");
        assertThat(book.latest(9)).hasSize(1);
    }

    @Test
    void neighboursAndOtherKindsMakeCasesOfTheirOwn() throws Exception {
        filed(stay(EAST, KERB, BOX, 0, 30));

        filed(stay(EAST, BUS_STOP, BESIDE, 0, 30));
        // Two in one zone are two things, however their boxes overlap: the rule has told them apart.
        filed(stay(EAST, KERB, new NormalizedBox(0.22, 0.5, 0.2, 0.25), 5, 30));
        Stay vendor = stay(EAST, zone("fair", null), BOX, 0, 30);
        filed(new Stay(
                vendor.id(),
                EventKind.STREET_VENDING,
                vendor.zone(),
                ObjectKind.STALL,
                BOX,
                vendor.start(),
                vendor.latest(),
                vendor.dwell(),
                0.8));
        assertThat(book.latest(9)).hasSize(4);
    }

    @Test
    void anotherCamerasViewOfTheSamePlaceJoinsAndTheCaseEndsByTheWallClock() throws Exception {
        Stay east = stay(EAST, zone("kerb", "gate"), BOX, 0, 30);
        Stay west = stay(WEST, zone("yard", "gate"), BESIDE, 4, 34);
        CaseFile file = filed(east);

        Incident.Joined joined = (Incident.Joined) confirm(west);

        assertThat(joined.file().id()).isEqualTo(file.id());
        assertThat(joined.reason()).isEqualTo("also seen by camera gate-west");
        assertThat(end(east, 60)).isEmpty();
        CaseFile resolved = end(west, 75).orElseThrow().file();
        assertThat(resolved.resolution().dwell()).isEqualTo(Duration.ofSeconds(75));
        assertThat(resolved.resolution().lastSeen().pts())
                .isEqualTo(file.started().pts().plus(Duration.ofSeconds(75)));
    }

    @Test
    void ofSeveralAtOnePlaceEachIsPairedWithTheNearestInTimeAndNoneTwice() throws Exception {
        CaseFile first = filed(stay(EAST, zone("kerb", "gate"), BOX, 0, 30));
        CaseFile second = filed(stay(EAST, zone("kerb", "gate"), BESIDE, 10, 40));

        assertThat(confirm(stay(WEST, zone("yard", "gate"), BOX, 9, 40)).file().id())
                .isEqualTo(second.id());
        assertThat(confirm(stay(WEST, zone("yard", "gate"), BESIDE, 2, 42))
                        .file()
                        .id())
                .isEqualTo(first.id());
        filed(stay(WEST, zone("yard", "gate"), new NormalizedBox(0, 0, 0.1, 0.1), 5, 45));
        filed(stay(new StreamId("roof"), zone("top", "gate"), BOX, 30, 60)); // too late to be any of them
        filed(stay(new StreamId("lane"), zone("lane", null), BOX, 0, 30)); // shares no place
    }

    @Test
    void whereCamerasAreCalibratedMetresDecide() throws Exception {
        close();
        start(stay -> Optional.of(new GroundPoint(stay.box().x() * 10, 0)));
        CaseFile file = filed(stay(EAST, zone("kerb", "gate"), BOX, 0, 30));

        Incident near = confirm(stay(WEST, zone("yard", null), new NormalizedBox(0.4, 0.1, 0.2, 0.2), 50, 90));
        assertThat(near).isInstanceOf(Incident.Joined.class);
        assertThat(near.file().id()).isEqualTo(file.id());
        filed(stay(new StreamId("roof"), zone("top", "gate"), new NormalizedBox(0.8, 0.1, 0.2, 0.2), 0, 30));
    }

    @Test
    void whatStillStandsAfterARestartIsNotFiledAgain() throws Exception {
        CaseFile file = filed(stay(EAST, KERB, BOX, 0, 30));
        nowS = 100;
        correlator.beat();
        restart();

        Stay again = stay(EAST, KERB, new NormalizedBox(0.21, 0.55, 0.2, 0.25), 160, 200);
        Incident.Joined joined = (Incident.Joined) confirm(again);

        assertThat(joined.file().id()).isEqualTo(file.id());
        assertThat(joined.reason()).isEqualTo("still there when the engine was started again");
        assertThat(end(again, 230).orElseThrow().file().resolution().dwell()).isEqualTo(Duration.ofSeconds(230));
        filed(stay(EAST, KERB, BOX, 240, 280));
    }

    @Test
    void afterALongerAbsenceOrAtAnotherPlaceItIs() throws Exception {
        CaseFile file = filed(stay(EAST, KERB, BOX, 0, 30));
        nowS = 100;
        correlator.beat();
        restart();

        filed(stay(EAST, KERB, BESIDE, 120, 160));
        Stay otherZone = stay(EAST, BUS_STOP, BOX, 130, 160);
        filed(otherZone);
        end(otherZone, 170);
        filed(stay(EAST, KERB, BOX, 191, 230));
        assertThat(book.find(file.id()).orElseThrow().file().state()).isEqualTo(CaseState.REPORTED);
    }

    @Test
    void theNextAtTheSamePlaceWithinAnHourIsLinkedToTheOneBefore() throws Exception {
        Stay first = stay(EAST, KERB, BOX, 0, 30);
        CaseFile before = filed(first);
        end(first, 60);

        Stay second = stay(EAST, KERB, BOX, 60 + 33 * 60, 60 + 34 * 60);
        CaseFile again = filed(second);
        CaseFile beside = filed(stay(EAST, KERB, BESIDE, 60 + 33 * 60, 60 + 34 * 60));
        end(second, 40 * 60);
        CaseFile later = filed(stay(EAST, KERB, BOX, 40 * 60 + 3601, 40 * 60 + 3700));

        assertThat(again.previousCase()).isEqualTo(before.id());
        assertThat(again.reasons()).contains("again within 33 min of case " + before.id() + " at this place");
        assertThat(beside.previousCase()).isNull();
        assertThat(later.previousCase()).isNull();
        assertThat(book.find(again.id()).orElseThrow().file().previousCase()).isEqualTo(before.id());
    }

    @Test
    void witnessesPassagesAndPlaceAreOnRecord() throws Exception {
        Stay stay = stay(EAST, zone("road", "bridge"), BOX, 0, 30);
        List<Witness> witnesses = List.of(new Witness("static_region", 0.7, 1, "the road changed"));
        List<Passage> passages = List.of(new Passage(7, ObjectKind.TRUCK, BESIDE, stay.start()));

        CaseFile file = correlator
                .on(new Observation.Confirmed(stay, List.of("it lies there"), witnesses, passages))
                .get(0)
                .file();

        CaseFile read = book.find(file.id()).orElseThrow().file();
        assertThat(read).isEqualTo(file);
        assertThat(read.witnesses()).isEqualTo(witnesses);
        assertThat(read.passages()).isEqualTo(passages);
        assertThat(read.zone().place()).isEqualTo("bridge");
    }

    @Test
    void calibrationGoesInStraightLinesBetweenWhatWasMeasured() {
        ConfidenceCalibration.Point low = new ConfidenceCalibration.Point(0.5, 0.2);
        ConfidenceCalibration.Point high = new ConfidenceCalibration.Point(0.9, 0.8);
        ConfidenceCalibration measured = new ConfidenceCalibration(List.of(low, high));

        assertThat(ConfidenceCalibration.IDENTITY.of(0.37)).isEqualTo(0.37);
        assertThat(measured.of(0.7)).isCloseTo(0.5, within(1e-12));
        assertThat(measured.of(0.1)).isEqualTo(0.2);
        assertThat(measured.of(0.99)).isEqualTo(0.8);
    }

    private void start(Function<Stay, Optional<GroundPoint>> groundOf) throws CaseBookException {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return at(nowS);
            }
        };
        book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock);
        correlator = new IncidentCorrelator(
                book,
                new CaseIds(Clock.systemUTC(), new Random(7)),
                clock,
                CorrelationSettings.defaults(),
                ConfidenceCalibration.IDENTITY,
                stay -> new CaseContext(
                        "site-1",
                        stay.start().stream(),
                        "a camera",
                        new RuleSettings(Duration.ofSeconds(30)),
                        "some-detector",
                        "0.1.0-test"),
                groundOf);
    }

    private void restart() throws CaseBookException {
        book.close();
        start(stay -> Optional.empty());
    }

    private Incident confirm(Stay stay) throws CaseBookException {
        return correlator
                .on(new Observation.Confirmed(stay, List.of("stands"), List.of(), List.of()))
                .get(0);
    }

    private CaseFile filed(Stay stay) throws CaseBookException {
        Incident incident = confirm(stay);
        assertThat(incident)
                .isInstanceOfSatisfying(
                        Incident.Filed.class, f -> assertThat(f.repeated()).isFalse());
        return incident.file();
    }

    private Optional<Incident> end(Stay stay, double untilS) throws CaseBookException {
        StreamId camera = stay.start().stream();
        Stay whole = new Stay(
                stay.id(),
                stay.kind(),
                stay.zone(),
                stay.object(),
                stay.box(),
                stay.start(),
                frame(camera, untilS),
                Duration.between(stay.start().receivedAt(), at(untilS)),
                stay.confidence());
        return correlator.on(new Observation.Ended(whole, true)).stream().findFirst();
    }

    private static Stay stay(StreamId camera, Zone zone, NormalizedBox box, double fromS, double toS) {
        return new Stay(
                UUID.randomUUID(),
                EventKind.ILLEGAL_PARKING,
                zone,
                ObjectKind.CAR,
                box,
                frame(camera, fromS),
                frame(camera, toS),
                Duration.ofMillis(Math.round((toS - fromS) * 1000)),
                0.8);
    }

    private static FrameRef frame(StreamId camera, double atS) {
        double ownS = atS + camera.value().hashCode() % 1000;
        return new FrameRef(camera, MediaTime.ofSeconds(ownS), at(atS), 1920, 1080, true);
    }

    private static Instant at(double s) {
        return Cases.NOON.plusMillis(Math.round(s * 1000));
    }

    private static Zone zone(String id, @Nullable String place) {
        return new Zone(id, id + " street", Cases.ZONE.polygon(), place);
    }
}
