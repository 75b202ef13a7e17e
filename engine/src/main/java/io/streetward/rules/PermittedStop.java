package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A stop some vehicles may make where others may not: lorries that unload until eight, buses for two minutes.
 *
 * <p>It is granted to one that came to stand within the hours, or still stands when they have begun: who came at 05:58 for a
 * stop permitted from 06:00, or at 07:59 for one permitted until 08:00, has all of {@code upTo}.
 *
 * @param upTo how long they may stand, in media time
 * @param hours when the stop is permitted
 */
public record PermittedStop(Set<ObjectKind> kinds, Duration upTo, Hours hours) {
    public PermittedStop {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("permitted stop: expected at least one kind of vehicle, got none");
        }
        if (upTo.isNegative() || upTo.isZero()) {
            throw new IllegalArgumentException("permitted stop: expected a time above 0, got " + upTo);
        }
    }

    /** Whether a vehicle that came to stand at {@code start} has it at {@code now}. */
    boolean isGranted(ObjectKind kind, Instant start, Instant now) {
        return kinds.contains(kind) && (hours.holdsAt(start) || hours.holdsAt(now));
    }
}
