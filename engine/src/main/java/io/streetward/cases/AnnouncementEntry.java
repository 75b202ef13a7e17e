package io.streetward.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One announcement made, or not made, for a case.
 *
 * @param text what is said
 * @param clipSha256 lower-case hex hash of the sound as it was sent; empty when there was none
 * @param speaker the loudspeaker's id
 * @param firstPacketAt UTC, when the first packet left; null when none did
 * @param lastPacketAt UTC, when the last packet left; null when none did
 * @param packets RTP packets sent
 * @param outcome what became of it
 * @param detail the error or the reason for withholding; empty when spoken
 */
public record AnnouncementEntry(
        String text,
        String clipSha256,
        String speaker,
        @Nullable Instant firstPacketAt,
        @Nullable Instant lastPacketAt,
        long packets,
        AnnouncementOutcome outcome,
        String detail) {}
