package io.streetward.cases;

import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import io.streetward.rules.Witness;
import io.streetward.rules.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One confirmed event as it is on record (案卷). Its facts never change after filing; its state and resolution do.
 *
 * @param id the case
 * @param stayId the stay it was made from; one case per stay
 * @param kind the kind of event
 * @param context site, camera, rule, detector and software
 * @param zone the zone as it was when the event was confirmed
 * @param object what stays
 * @param box where it stands, in the camera's picture
 * @param started the frame at which it came to stand
 * @param confirmed the frame at which the event was confirmed
 * @param dwell {@code confirmed.pts - started.pts}
 * @param confidence how sure the rule was when it confirmed the event, 0..1, after calibration
 * @param reasons each a sentence an operator understands
 * @param witnesses what spoke for and against it, with weights; empty where the rule does not weigh
 * @param passages vehicles that may have caused it, likeliest first
 * @param onset between which two pictures it came to lie there; null where the rule does not look for that
 * @param previousCase the case of an earlier offence that this one repeats; null when none is known
 * @param filedAt UTC, when the case was put on record
 * @param state where it stands now
 * @param resolution present once it ended by itself
 */
public record CaseFile(
        CaseId id,
        UUID stayId,
        EventKind kind,
        CaseContext context,
        Zone zone,
        ObjectKind object,
        NormalizedBox box,
        Moment started,
        Moment confirmed,
        Duration dwell,
        double confidence,
        List<String> reasons,
        List<Witness> witnesses,
        List<Passage> passages,
        @Nullable Onset onset,
        @Nullable CaseId previousCase,
        Instant filedAt,
        CaseState state,
        @Nullable Resolution resolution) {
    public CaseFile {
        reasons = List.copyOf(reasons);
        witnesses = List.copyOf(witnesses);
        passages = List.copyOf(passages);
        filedAt = filedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** One whose rule does not date. */
    public CaseFile(
            CaseId id,
            UUID stayId,
            EventKind kind,
            CaseContext context,
            Zone zone,
            ObjectKind object,
            NormalizedBox box,
            Moment started,
            Moment confirmed,
            Duration dwell,
            double confidence,
            List<String> reasons,
            List<Witness> witnesses,
            List<Passage> passages,
            @Nullable CaseId previousCase,
            Instant filedAt,
            CaseState state,
            @Nullable Resolution resolution) {
        this(
                id,
                stayId,
                kind,
                context,
                zone,
                object,
                box,
                started,
                confirmed,
                dwell,
                confidence,
                reasons,
                witnesses,
                passages,
                null,
                previousCase,
                filedAt,
                state,
                resolution);
    }

    /** The same event as one that repeats an earlier offence. */
    CaseFile repeating(CaseId previous, List<String> newReasons) {
        return new CaseFile(
                id,
                stayId,
                kind,
                context,
                zone,
                object,
                box,
                started,
                confirmed,
                dwell,
                confidence,
                newReasons,
                witnesses,
                passages,
                onset,
                previous,
                filedAt,
                state,
                resolution);
    }

    public StreamId camera() {
        return context.camera();
    }
}
