package io.streetward.evidence;

import io.streetward.media.ClockOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case's stills beside what they show.
 *
 * @param plate as it was read in them
 * @param clock how far the camera's clock is off; empty when the camera does not tell its time
 */
record StillFindings(Optional<String> plate, Optional<ClockOffset> clock) {
    static StillFindings of(@Nullable CasePlate plate, Optional<ClockOffset> clock) {
        return new StillFindings(plate == null ? Optional.empty() : plate.text(), clock);
    }
}
