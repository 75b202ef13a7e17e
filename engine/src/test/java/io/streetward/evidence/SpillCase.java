package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.Moment;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.EventKind;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import io.streetward.rules.Stay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A spill for tests, on the ground of {@link Cases#ZONE}. */
record SpillCase(UUID id, Onset onset, double startS, NormalizedBox box, List<Passage> passages) {
    SpillCase(Onset onset, double startS, NormalizedBox box, List<Passage> passages) {
        this(UUID.randomUUID(), onset, startS, box, passages);
    }

    static FrameRef frame(double seconds) {
        return Cases.frame(MediaTime.ofSeconds(seconds));
    }

    static List<Passage> passage(double seconds, NormalizedBox box) {
        return List.of(new Passage(7, ObjectKind.TRUCK, box, frame(seconds)));
    }

    /** As it is known at a later moment. */
    Stay noticed(double nowS) {
        MediaTime start = MediaTime.ofSeconds(startS);
        MediaTime now = MediaTime.ofSeconds(nowS);
        return new Stay(
                id,
                EventKind.ROAD_SPILLAGE,
                Cases.ZONE,
                ObjectKind.DEBRIS,
                box,
                Cases.frame(start),
                Cases.frame(now),
                now.since(start),
                0.8);
    }

    CaseFile file(double confirmedS) {
        Stay stay = noticed(confirmedS);
        return new CaseFile(
                new CaseId("20261124-040100-SP111"),
                id,
                stay.kind(),
                Cases.context(),
                stay.zone(),
                stay.object(),
                box,
                Moment.of(stay.start()),
                Moment.of(stay.latest()),
                Duration.ofMillis(stay.dwell().toMillis()),
                stay.confidence(),
                List.of("material lay 20 s on carriageway \"east gate kerb\"; limit 10 s; about 2.4 m² in 3 pieces"),
                List.of(),
                passages,
                onset,
                null,
                stay.latest().receivedAt(),
                CaseState.REPORTED,
                null);
    }
}
