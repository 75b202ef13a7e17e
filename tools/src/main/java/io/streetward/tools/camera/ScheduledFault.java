package io.streetward.tools.camera;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault at its time.
 *
 * @param after time from the camera's start
 * @param lasting how long, or null for as long as the camera runs
 * @param fault what goes wrong
 */
public record ScheduledFault(Duration after, @Nullable Duration lasting, Fault fault) {

    /** Checks the times. */
    public ScheduledFault {
        if (after.isNegative()) {
            throw new IllegalArgumentException("a fault at " + after + ": expected 0 or later");
        }
        if (lasting != null && (lasting.isNegative() || lasting.isZero())) {
            throw new IllegalArgumentException("a fault that lasts " + lasting + ": expected a time above 0");
        }
    }
}
