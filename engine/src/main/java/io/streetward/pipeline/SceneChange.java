package io.streetward.pipeline;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from two looks some time apart whether anything on the ground came, went or moved. What merely stands there, for
 * hours if need be, is no change: dwell is measured on keyframes. For one thread.
 */
final class SceneChange {
    /** A tracker starts at this score; below it a find comes and goes by itself. */
    private static final double SURE = 0.35;

    /** Two boxes of one standing object from two looks overlap more than this (COCO's "found" is the same 0.5). */
    private static final double SAME_PLACE_IOU = 0.5;

    /** At walking pace a person moves more than half a body's width in this time. */
    private static final Duration APART = Duration.ofSeconds(1);

    private final List<NormalizedBox> ground;
    private @Nullable Detections reference;

    /**
     * Watches some ground.
     *
     * @param ground boxes that what matters reaches into
     */
    SceneChange(List<NormalizedBox> ground) {
        this.ground = List.copyOf(ground);
    }

    /** Returns true when this look differs from one at least a second before it; the first look always does. */
    boolean differs(Detections look) {
        Detections before = reference;
        if (before == null) {
            reference = look;
            return look.items().stream().anyMatch(this::matters);
        }
        MediaTime now = look.frame().pts();
        if (now.since(before.frame().pts()).abs().compareTo(APART) < 0) {
            return false;
        }
        reference = look;
        return appearedIn(look, before) || appearedIn(before, look);
    }

    /** Whether {@code one} has something, surely seen and on the ground, that {@code other} has not even faintly. */
    private boolean appearedIn(Detections one, Detections other) {
        return one.items().stream()
                .filter(this::matters)
                .anyMatch(seen -> other.items().stream().noneMatch(o -> o.box().iou(seen.box()) > SAME_PLACE_IOU));
    }

    private boolean matters(Detection seen) {
        return seen.confidence() >= SURE
                && seen.kind() != ObjectKind.OTHER
                && ground.stream().anyMatch(area -> area.intersection(seen.box()) > 0);
    }
}
