package io.streetward.media;

import java.util.List;

/** A closed polygon in normalised picture coordinates, at least three corners, either winding. */
public record NormalizedPolygon(List<NormalizedPoint> corners) {
    public NormalizedPolygon {
        corners = List.copyOf(corners);
        if (corners.size() < 3) {
            throw new IllegalArgumentException("a polygon needs at least 3 corners, got " + corners.size());
        }
    }

    /** Even-odd rule (crossing number); a point on an edge may fall on either side. */
    public boolean contains(NormalizedPoint p) {
        boolean inside = false;
        NormalizedPoint a = corners.get(corners.size() - 1);
        for (NormalizedPoint b : corners) {
            boolean straddles = a.y() > p.y() != b.y() > p.y();
            if (straddles && p.x() < (b.x() - a.x()) * (p.y() - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
            a = b;
        }
        return inside;
    }

    /** The smallest box around it. */
    public NormalizedBox bounds() {
        double left = corners.stream().mapToDouble(NormalizedPoint::x).min().orElseThrow();
        double top = corners.stream().mapToDouble(NormalizedPoint::y).min().orElseThrow();
        double right = corners.stream().mapToDouble(NormalizedPoint::x).max().orElseThrow();
        double bottom = corners.stream().mapToDouble(NormalizedPoint::y).max().orElseThrow();
        return NormalizedBox.ofCorners(left, top, right, bottom);
    }
}
