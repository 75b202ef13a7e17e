package io.streetward.cases;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Onset;
import io.streetward.rules.Stay;
import io.streetward.rules.Witness;
import io.streetward.rules.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Stays and cases for tests: a car in a no-parking zone of one camera, filed after 30 s. */
public final class Cases {
    public static final StreamId CAMERA = new StreamId("gate-east");
    public static final Instant NOON = Instant.parse("2026-11-24T04:00:00.123456Z");
    public static final Zone ZONE = new Zone(
            "kerb",
            "east gate kerb",
            new NormalizedPolygon(List.of(
                    new NormalizedPoint(0.1, 0.5),
                    new NormalizedPoint(0.6, 0.5),
                    new NormalizedPoint(0.6, 0.95),
                    new NormalizedPoint(0.1, 0.95))));

    private Cases() {}

    public static CaseContext context() {
        return new CaseContext(
                "site-1",
                CAMERA,
                "East gate",
                "118 Nanshan Road, pole 3",
                "2026-118",
                new RuleSettings(Duration.ofSeconds(30)),
                "centernet-mobilenetv3",
                "0.1.0-test");
    }

    /** The same case of a rule that dates. */
    public static CaseFile dated(CaseFile file, Onset onset) {
        return new CaseFile(
                file.id(),
                file.stayId(),
                file.kind(),
                file.context(),
                file.zone(),
                file.object(),
                file.box(),
                file.started(),
                file.confirmed(),
                file.dwell(),
                file.confidence(),
                file.reasons(),
                file.witnesses(),
                file.passages(),
                onset,
                file.previousCase(),
                file.filedAt(),
                file.state(),
                file.resolution());
    }

    /** A stay from {@code start} on, last seen {@code dwell} later; wall clock runs with media time from NOON at 0. */
    public static Stay stay(UUID id, MediaTime start, Duration dwell) {
        return new Stay(
                id,
                EventKind.ILLEGAL_PARKING,
                ZONE,
                ObjectKind.CAR,
                new NormalizedBox(0.2, 0.55, 0.2, 0.25),
                frame(start),
                frame(start.plus(dwell)),
                dwell,
                0.87);
    }

    public static FrameRef frame(MediaTime pts) {
        return new FrameRef(CAMERA, pts, wall(pts), 1920, 1080, true);
    }

    public static Instant wall(MediaTime pts) {
        return NOON.plusNanos(pts.micros() * 1_000);
    }

    public static CaseFile caseFile(CaseId id, Stay stay) {
        return new CaseFile(
                id,
                stay.id(),
                stay.kind(),
                context(),
                stay.zone(),
                stay.object(),
                stay.box(),
                Moment.of(stay.start()),
                Moment.of(stay.latest()),
                stay.dwell(),
                stay.confidence(),
                List.of("car stands in east gate kerb for 30 s, 30 s are permitted"),
                List.of(new Witness("detector_score", 0.87, 2, "")),
                List.of(),
                null,
                stay.latest().receivedAt(),
                CaseState.REPORTED,
                null);
    }
}
