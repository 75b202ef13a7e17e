package io.streetward.announce;

import io.streetward.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a case records of one announcement.
 *
 * @param text the words
 * @param clip which sound, unless none could be made
 * @param requestedAt wall clock (UTC) when the announcement was asked for
 */
public record DeliveryReport(
        UUID announcementId,
        CaseId caseId,
        SpeakerId speakerId,
        String text,
        Optional<ClipFacts> clip,
        Instant requestedAt,
        DeliveryOutcome outcome) {

    /**
     * Names the sound without holding it.
     *
     * @param sha256 see {@link Clip#sha256()}
     */
    public record ClipFacts(String sha256, Duration duration) {
        static ClipFacts of(Clip clip) {
            return new ClipFacts(clip.sha256(), clip.duration());
        }
    }

    public boolean delivered() {
        return outcome instanceof DeliveryOutcome.Delivered;
    }
}
