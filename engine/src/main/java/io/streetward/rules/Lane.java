package io.streetward.rules;

import io.streetward.media.NormalizedBox;

/**
 * Along and across a lane as it lies in the picture: a unit vector in picture heights, so that angles are those seen.
 *
 * @param x to the right
 * @param y down
 * @param aspect the picture's width over its height
 */
record Lane(double x, double y, double aspect) {
    /** The lane that leads from one place towards another, or the level one where they are the same. */
    static Lane between(NormalizedBox from, NormalizedBox to, double aspect) {
        double dx = (to.center().x() - from.center().x()) * aspect;
        double dy = to.bottom() - from.bottom();
        double length = Math.hypot(dx, dy);
        return length < 1e-9 ? new Lane(1, 0, aspect) : new Lane(dx / length, dy / length, aspect);
    }

    /** How far {@code other} is ahead of {@code box}, in picture heights, foot to foot. */
    double ahead(NormalizedBox box, NormalizedBox other) {
        return x * dx(box, other) + y * (other.bottom() - box.bottom());
    }

    /** How far {@code other} is to the side of {@code box}, in picture heights. */
    double aside(NormalizedBox box, NormalizedBox other) {
        return Math.abs(x * (other.bottom() - box.bottom()) - y * dx(box, other));
    }

    /** Extent of a box along the lane. */
    double length(NormalizedBox box) {
        return Math.abs(x) * box.w() * aspect + Math.abs(y) * box.h();
    }

    /** Extent of a box across the lane. */
    double width(NormalizedBox box) {
        return Math.abs(y) * box.w() * aspect + Math.abs(x) * box.h();
    }

    /** Cosine of the angle to another lane. */
    double along(Lane other) {
        return x * other.x + y * other.y;
    }

    private double dx(NormalizedBox box, NormalizedBox other) {
        return (other.center().x() - box.center().x()) * aspect;
    }
}
