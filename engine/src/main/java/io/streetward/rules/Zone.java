package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import org.jspecify.annotations.Nullable;

/**
 * A piece of ground in a camera's picture for which a rule holds.
 *
 * @param id unique within the camera
 * @param name as people call the place; spoken in announcements
 * @param place the piece of ground it lies on, where several cameras' zones show the same one; null: no other shows it
 */
public record Zone(
        String id,
        String name,
        NormalizedPolygon polygon,
        @Nullable String place) {
    /** A zone whose ground no other camera shows. */
    public Zone(String id, String name, NormalizedPolygon polygon) {
        this(id, name, polygon, null);
    }

    /** A thing cut off by the picture's edge has its anchor on that edge, where no polygon could contain it. */
    private static final double EDGE = 1e-3;

    private static final double NEAR_SHARE = 0.1;

    /** Whether a thing in this box stands in the zone: by its bottom centre, where it touches the ground. */
    public boolean holds(NormalizedBox box) {
        NormalizedPoint anchor = box.bottomCenter();
        return contains(anchor.x(), anchor.y());
    }

    /** Whether it stands in the zone or a tenth of its own size beside it, as a box that wobbles may say. */
    boolean holdsNearly(NormalizedBox box) {
        NormalizedPoint anchor = box.bottomCenter();
        double dx = NEAR_SHARE * box.w();
        double dy = NEAR_SHARE * box.h();
        return holds(box)
                || contains(anchor.x() - dx, anchor.y())
                || contains(anchor.x() + dx, anchor.y())
                || contains(anchor.x(), anchor.y() - dy)
                || contains(anchor.x(), anchor.y() + dy);
    }

    private boolean contains(double x, double y) {
        return polygon.contains(new NormalizedPoint(inside(x), inside(y)));
    }

    private static double inside(double v) {
        return Math.min(1 - EDGE, Math.max(EDGE, v));
    }
}
