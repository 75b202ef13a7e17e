package io.streetward.cases;

import io.streetward.media.GroundPoint;
import io.streetward.rules.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cases that have not ended, and the rules by which another stay turns out to be one of them. A stay joins a case of its
 * kind when
 *
 * <ol>
 *   <li>both are in one camera's picture, at the same place (boxes with IoU of at least 0.5, or each with the other's centre
 *       in it) and at the same time: overlapping zones show one thing twice;
 *   <li>two cameras show it: within {@link CorrelationSettings#metres} on the ground where both are calibrated; else in zones
 *       of the same {@code place}, dated to within {@link CorrelationSettings#startsWithin}, the nearest in time first. A
 *       camera that already sees the case in another stay does not see it twice;
 *   <li>an earlier run of the engine left the case open, in the same camera, zone and place, and the stay began less than
 *       {@link CorrelationSettings#gap} after that run was last alive. A thing that left in that time, and another that took
 *       its place, cannot be told apart from one that stayed.
 * </ol>
 *
 * <p>At most {@value #CAPACITY} are kept; beyond that the oldest is forgotten, and what it would have been joined by makes a
 * case of its own.
 */
final class OpenCases {
    static final int CAPACITY = 1_000;

    /**
     * Why a stay belongs to a case.
     *
     * @param reason as it goes on in "also seen …"
     */
    record Match(OpenCase open, String reason) {}

    private final CorrelationSettings settings;
    private final Function<Stay, Optional<GroundPoint>> groundOf;
    private final Deque<OpenCase> cases = new ArrayDeque<>();
    private @Nullable Instant lastAlive;

    OpenCases(CorrelationSettings settings, Function<Stay, Optional<GroundPoint>> groundOf) {
        this.settings = settings;
        this.groundOf = groundOf;
    }

    /** Takes over what an earlier run left open, newest first. */
    void restore(List<CaseFile> open, @Nullable Instant alive) {
        lastAlive = alive;
        open.forEach(file -> cases.addFirst(OpenCase.ofEarlierRun(file)));
    }

    void add(CaseFile file, Stay stay) {
        if (cases.size() >= CAPACITY) {
            cases.removeFirst();
        }
        cases.addLast(OpenCase.of(file, stay));
    }

    void remove(OpenCase open) {
        cases.remove(open);
    }

    /** Whether any case is watched in this run. */
    boolean isAnyWatched() {
        return cases.stream().anyMatch(c -> !c.isOfEarlierRun());
    }

    Optional<OpenCase> ofStay(UUID stayId) {
        return cases.stream().filter(c -> c.holds(stayId)).findFirst();
    }

    /** The case a newly confirmed stay belongs to. */
    Optional<Match> find(Stay stay) {
        return first(stay, c -> !c.isOfEarlierRun() && c.isAt(stay))
                .map(c -> new Match(c, "also seen in zone \"" + stay.zone().name() + "\""))
                .or(() -> otherCamera(stay))
                .or(() -> first(stay, c -> isLeftOpen(c, stay))
                        .map(c -> new Match(c, "still there when the engine was started again")));
    }

    private Optional<OpenCase> first(Stay stay, Predicate<OpenCase> test) {
        return cases.stream()
                .filter(c -> c.file().kind().equals(stay.kind()))
                .filter(test)
                .findFirst();
    }

    private Optional<Match> otherCamera(Stay stay) {
        OpenCase best = null;
        double bestS = Double.MAX_VALUE;
        for (OpenCase open : cases) {
            boolean candidate = open.file().kind().equals(stay.kind()) && !open.isSeenBy(stay.start().stream());
            for (Stay other : candidate ? open.standing() : List.<Stay>of()) {
                double apartS = apartS(stay, other);
                if (isSameThing(stay, other) && apartS < bestS) {
                    best = open;
                    bestS = apartS;
                }
            }
        }
        return Optional.ofNullable(best).map(c -> new Match(c, "also seen by camera " + stay.start().stream()));
    }

    private boolean isSameThing(Stay a, Stay b) {
        Optional<GroundPoint> here = groundOf.apply(a);
        Optional<GroundPoint> there = groundOf.apply(b);
        if (here.isPresent() && there.isPresent()) {
            return metres(here.get(), there.get()) <= settings.metres();
        }
        String place = a.zone().place();
        return place != null
                && place.equals(b.zone().place())
                && apartS(a, b) <= settings.startsWithin().toMillis() / 1e3;
    }

    private static double metres(GroundPoint a, GroundPoint b) {
        return Math.hypot(a.xM() - b.xM(), a.yM() - b.yM());
    }

    private static double apartS(Stay a, Stay b) {
        return Math.abs(Duration.between(a.start().receivedAt(), b.start().receivedAt())
                        .toMillis())
                / 1e3;
    }

    private boolean isLeftOpen(OpenCase open, Stay stay) {
        Instant alive = lastAlive;
        return alive != null
                && open.isOfEarlierRun()
                && open.file().camera().equals(stay.start().stream())
                && open.file().zone().id().equals(stay.zone().id())
                && OpenCase.samePlace(open.file().box(), stay.box())
                && Duration.between(alive, stay.start().receivedAt()).compareTo(settings.gap()) < 0;
    }
}
