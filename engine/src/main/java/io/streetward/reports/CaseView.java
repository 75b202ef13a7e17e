package io.streetward.reports;

import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stood at one moment, in the few words a report needs: tens of thousands are held at a time.
 *
 * @param id the case
 * @param reportedAt UTC, when it was put on record
 * @param kind the kind of event
 * @param camera the camera
 * @param cameraName the camera's place as people call it
 * @param zoneName the place as people call it
 * @param state where it stood
 * @param known what the catalogue knows of it
 * @param marks what was true of it, {@link CaseMark#bit()}s
 * @param resolving how long it took to resolve; null when it had not
 * @param handling how long it took to handle; null when it had not been
 */
public record CaseView(
        CaseId id,
        Instant reportedAt,
        EventKind kind,
        StreamId camera,
        String cameraName,
        String zoneName,
        CaseState state,
        CaseFacts.Known known,
        int marks,
        @Nullable Duration resolving,
        @Nullable Duration handling) {
    public boolean has(CaseMark mark) {
        return (marks & mark.bit()) != 0;
    }

    /** How long it took; null when it has not come to its end. */
    public @Nullable Duration time(Span span) {
        return span == Span.RESOLVING ? resolving : handling;
    }
}
