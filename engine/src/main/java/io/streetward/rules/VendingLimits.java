package io.streetward.rules;

import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When goods and somebody who sells them are street vending, or goods before a shop are shop overflow.
 *
 * @param dwellLimit media time both may stay; from then on it is an event
 * @param gap how long a stall may be without anybody beside it and still be the same stay
 * @param leaveAfter how long nothing of it must be seen before it counts as gone
 * @param permittedStalls ground within the zone where stalls may stand
 * @param threshold of a shop front: a line that goods may not cross, the shop to its left when walked from first to last
 *     point, as seen in the picture; null: the zone is no shop front
 * @param minConfidence least confidence for an event, 0..1
 * @param hours when the rule holds
 */
public record VendingLimits(
        Duration dwellLimit,
        Duration gap,
        Duration leaveAfter,
        List<NormalizedPolygon> permittedStalls,
        @Nullable List<NormalizedPoint> threshold,
        double minConfidence,
        Hours hours) {
    public VendingLimits {
        permittedStalls = List.copyOf(permittedStalls);
        threshold = threshold == null ? null : List.copyOf(threshold);
        if (dwellLimit.isNegative() || dwellLimit.isZero()) {
            throw new IllegalArgumentException("vending: expected a dwell limit above 0, got " + dwellLimit);
        }
        if (threshold != null && threshold.size() < 2) {
            throw new IllegalArgumentException(
                    "vending: expected a threshold of at least two points, got " + threshold.size());
        }
    }

    /** The defaults: anywhere in the zone, at all hours; a vendor may be away for 90 s, change money or buy a tea. */
    public static VendingLimits of(Duration dwellLimit) {
        return new VendingLimits(
                dwellLimit, Duration.ofSeconds(90), Duration.ofSeconds(10), List.of(), null, 0.5, Hours.ALWAYS);
    }

    public VendingLimits withPermittedStalls(List<NormalizedPolygon> value) {
        return new VendingLimits(dwellLimit, gap, leaveAfter, value, threshold, minConfidence, hours);
    }

    public VendingLimits withThreshold(List<NormalizedPoint> value) {
        return new VendingLimits(dwellLimit, gap, leaveAfter, permittedStalls, value, minConfidence, hours);
    }

    public VendingLimits withHours(Hours value) {
        return new VendingLimits(dwellLimit, gap, leaveAfter, permittedStalls, threshold, minConfidence, value);
    }

    /** Whether what stands at a point of the ground offends, as far as the place is concerned. */
    boolean forbids(NormalizedPoint ground) {
        return permittedStalls.stream().noneMatch(stall -> stall.contains(ground)) && isBeyondThreshold(ground);
    }

    /** On the street's side of the stretch of the line that is nearest. */
    private boolean isBeyondThreshold(NormalizedPoint p) {
        List<NormalizedPoint> line = threshold;
        if (line == null) {
            return true;
        }
        double nearest = Double.MAX_VALUE;
        boolean right = false;
        for (int i = 0; i + 1 < line.size(); i++) {
            double dx = line.get(i + 1).x() - line.get(i).x();
            double dy = line.get(i + 1).y() - line.get(i).y();
            double px = p.x() - line.get(i).x();
            double py = p.y() - line.get(i).y();
            double along = Math.max(0, Math.min(1, (px * dx + py * dy) / Math.max(1e-12, dx * dx + dy * dy)));
            double distance = Math.hypot(px - along * dx, py - along * dy);
            if (distance < nearest) {
                nearest = distance;
                right = dx * py - dy * px > 0; // y points down, so this is the walker's right hand
            }
        }
        return right;
    }
}
