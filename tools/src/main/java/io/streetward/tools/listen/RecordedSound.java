package io.streetward.tools.listen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What a listener heard.
 *
 * @param wav the sound: 8 kHz, mono, 16 bits, silence where packets were lost, pauses between announcements left out
 * @param sound time in packets that arrived
 * @param announcements RTP sources heard, one after the other
 * @param packets that arrived, each counted once
 * @param lost that never arrived
 * @param duplicates that arrived again, or before the beginning
 * @param ignored datagrams that were no RTP with G.711
 * @param longestGap the longest time between two arrivals of one source
 */
public record RecordedSound(
        Path wav,
        Duration sound,
        int announcements,
        long packets,
        long lost,
        long duplicates,
        long ignored,
        Duration longestGap) {

    public double seconds() {
        return sound.toNanos() / 1e9;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f s of sound in %d packets, %d lost, longest gap %d ms",
                seconds(),
                packets,
                lost,
                longestGap.toMillis());
    }
}
