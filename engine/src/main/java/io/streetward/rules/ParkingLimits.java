package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a no-parking zone permits.
 *
 * @param dwellLimit media time a vehicle may stand; from then on it is an event
 * @param gap how long a vehicle may be unseen, hidden by others or without pictures, and still be the same stay
 * @param leaveAfter how long its place must be seen empty before it counts as gone
 * @param kinds the vehicles the zone is closed to; motor vehicles, or two-wheelers, not both in one rule
 * @param minConfidence least mean score of the sightings for an event
 * @param permittedStops vehicles that may stand longer; of several that are granted, the longest counts
 * @param hours when the zone is closed to vehicles at all
 */
public record ParkingLimits(
        Duration dwellLimit,
        Duration gap,
        Duration leaveAfter,
        Set<ObjectKind> kinds,
        double minConfidence,
        List<PermittedStop> permittedStops,
        Hours hours) {
    public ParkingLimits {
        kinds = Set.copyOf(kinds);
        permittedStops = List.copyOf(permittedStops);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("parking: expected at least one kind of vehicle, got none");
        }
        boolean motor = kinds.stream().allMatch(ObjectKind::isVehicle);
        if (!motor && kinds.size() > 1) {
            throw new IllegalArgumentException(
                    "parking: expected motor vehicles or one other kind, got " + kinds + "; use two rules");
        }
        if (dwellLimit.isNegative() || dwellLimit.isZero()) {
            throw new IllegalArgumentException("parking: expected a dwell limit above 0, got " + dwellLimit);
        }
    }

    /** Without permitted stops, at all hours. */
    public ParkingLimits(
            Duration dwellLimit, Duration gap, Duration leaveAfter, Set<ObjectKind> kinds, double minConfidence) {
        this(dwellLimit, gap, leaveAfter, kinds, minConfidence, List.of(), Hours.ALWAYS);
    }

    /**
     * The defaults: any motor vehicle; 90 s unseen, longer than a bus stops at its stop or a queue stands before a red
     * light; 5 s empty; mean score 0.3, where the default detector's own cut lies.
     */
    public static ParkingLimits of(Duration dwellLimit) {
        return new ParkingLimits(
                dwellLimit,
                Duration.ofSeconds(90),
                Duration.ofSeconds(5),
                EnumSet.of(ObjectKind.VEHICLE, ObjectKind.CAR, ObjectKind.TRUCK, ObjectKind.MUCK_TRUCK, ObjectKind.BUS),
                0.3);
    }

    public ParkingLimits withPermittedStops(List<PermittedStop> value) {
        return new ParkingLimits(dwellLimit, gap, leaveAfter, kinds, minConfidence, value, hours);
    }

    public ParkingLimits withHours(Hours value) {
        return new ParkingLimits(dwellLimit, gap, leaveAfter, kinds, minConfidence, permittedStops, value);
    }

    /** How long a vehicle that came to stand at {@code start} may stand, as of {@code now}. */
    Duration limitFor(ObjectKind kind, Instant start, Instant now) {
        return granted(kind, start, now)
                .map(PermittedStop::upTo)
                .filter(upTo -> upTo.compareTo(dwellLimit) > 0)
                .orElse(dwellLimit);
    }

    /** The longest permitted stop it has. */
    Optional<PermittedStop> granted(ObjectKind kind, Instant start, Instant now) {
        return permittedStops.stream()
                .filter(stop -> stop.isGranted(kind, start, now))
                .max(Comparator.comparing(PermittedStop::upTo));
    }
}
