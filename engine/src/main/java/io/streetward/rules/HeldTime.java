package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a stay has lasted while its rule held. What stands before the rule's hours stands there legally, so its time
 * counts from the look at which they began; outside them nothing counts.
 *
 * <p>The wall clock at which a picture came decides whether the rule holds, media time measures. Hours that began while the
 * camera gave no pictures begin with the next look. One per rule, fed with every look, by one thread.
 */
final class HeldTime {
    private final Hours hours;
    private @Nullable FrameRef since;

    HeldTime(Hours hours) {
        this.hours = hours;
    }

    /** Takes note of a look; to be called before anything is asked of it. */
    void look(FrameRef frame) {
        FrameRef before = since;
        if (!hours.holdsAt(frame.receivedAt())) {
            since = null;
        } else if (before == null || frame.pts().isBefore(before.pts())) {
            since = frame; // media time that runs back starts another timeline
        }
    }

    /** Whether the rule holds at the look. */
    boolean holds() {
        return since != null;
    }

    /** The part of a stay that counts; zero while the rule does not hold. */
    Duration of(MediaTime start, MediaTime latest) {
        FrameRef from = since;
        if (from == null) {
            return Duration.ZERO;
        }
        Duration counted = latest.since(from.pts().isAfter(start) ? from.pts() : start);
        return counted.isNegative() ? Duration.ZERO : counted;
    }

    /** A sentence for a stay that is older than the hours; null for any other. */
    @Nullable
    String remark(FrameRef start) {
        FrameRef from = since;
        if (from == null || !from.pts().isAfter(start.pts()) || hours.holdsAt(start.receivedAt())) {
            return null;
        }
        Instant began = from.receivedAt();
        return "stood there already when the rule's hours began at " + hours.clock(began)
                + "; its time counts from then";
    }
}
