package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.GroundPlane;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one vehicle dropped: pieces that came there together, and what traffic made of them. At most {@value #MOST_PIECES}
 * pieces; more change neither its box nor its area by much.
 */
final class Spill {
    private static final int MOST_PIECES = 64;
    /** Most of it: a last crumb, or one piece that is found late, does not move the start. */
    private static final double BULK = 0.9;
    /** With less than half of it left it is being swept, or was never material. */
    private static final double STILL_THERE = 0.5;

    /** Overlap from which on a region that is found anew is the one that was lost. */
    private static final double SAME_GROUND = 0.4;

    private final UUID id = UUID.randomUUID();
    private final SpillageLimits limits;
    private final Map<Long, Piece> pieces = new HashMap<>();
    private NormalizedBox lastBox;
    private FrameRef latest;

    Spill(SpillageLimits limits, Piece first) {
        this.limits = limits;
        this.lastBox = first.box();
        this.latest = first.region().latest();
        add(first);
    }

    /** Whether a new region lies beside it, or fell with it behind the same vehicle. */
    boolean takes(Piece piece) {
        if (pieces.size() >= MOST_PIECES) {
            return false;
        }
        boolean beside = pieces.values().stream().anyMatch(p -> gap(p.box(), piece.box()) <= limits.clusterDistance());
        return beside || (fellTogether(piece.appeared().pts()) && hasWakeInCommon(piece));
    }

    void add(Piece piece) {
        for (Piece gone : List.copyOf(pieces.values())) {
            if (gone.isAbsent()
                    && gone.box().intersection(piece.box())
                            >= SAME_GROUND * gone.box().area()) {
                if (gone.box().iou(piece.box()) >= SAME_GROUND) {
                    piece.inherit(gone);
                }
                pieces.remove(gone.region().id());
            }
        }
        pieces.put(piece.region().id(), piece);
        refresh();
    }

    @Nullable
    Piece piece(long region) {
        return pieces.get(region);
    }

    void remove(long region) {
        pieces.remove(region);
    }

    /** A look at its ground is over. */
    void refresh() {
        NormalizedBox around = null;
        for (Piece p : present()) {
            around = around == null ? p.box() : union(around, p.box());
            latest =
                    p.region().latest().pts().isAfter(latest.pts()) ? p.region().latest() : latest;
        }
        lastBox = around == null ? lastBox : around;
    }

    /** Forgets what has been clean for long enough. */
    void sweep() {
        double leaveS = Dwell.seconds(limits.leaveAfter());
        pieces.values().removeIf(p -> p.absentS() >= leaveS);
    }

    boolean isGone() {
        return pieces.isEmpty();
    }

    List<Piece> all() {
        return pieces.values().stream()
                .sorted(Comparator.comparing((Piece p) -> p.appeared().pts())
                        .thenComparing(p -> p.region().id()))
                .toList();
    }

    List<Piece> present() {
        return all().stream().filter(p -> !p.isAbsent()).toList();
    }

    /** What fell together, without what was scattered later; the first piece first. */
    List<Piece> bulk() {
        List<Piece> all = all();
        return all.stream()
                .filter(p -> all.get(0)
                                .appeared()
                                .pts()
                                .plus(limits.together())
                                .compareTo(p.appeared().pts())
                        >= 0)
                .toList();
    }

    /** When the first of it fell. */
    Onset onset() {
        List<Piece> bulk = bulk();
        return bulk.isEmpty()
                ? new Onset(null, latest)
                : new Onset(bulk.get(0).lastClean(), bulk.get(0).appeared());
    }

    /** The picture in which the bulk of it lay there. */
    FrameRef start() {
        List<Piece> byTime = new ArrayList<>(bulk());
        if (byTime.isEmpty()) {
            return latest;
        }
        byTime.sort(Comparator.comparing((Piece p) -> p.complete().pts()));
        double whole = share(byTime);
        double lying = 0;
        for (Piece p : byTime) {
            lying += p.region().areaShare();
            if (lying >= BULK * whole - 1e-12) {
                return p.complete();
            }
        }
        return byTime.get(byTime.size() - 1).complete();
    }

    /** Whether most of what fell still lies there. */
    boolean isMostlyThere() {
        List<Piece> bulk = bulk();
        return share(bulk.stream().filter(p -> !p.isAbsent()).toList()) >= STILL_THERE * share(bulk);
    }

    Duration dwell(FrameRef since) {
        Duration dwell = latest.pts().since(since.pts());
        return dwell.isNegative() ? Duration.ZERO : dwell;
    }

    /** Share of the picture that its pieces cover. */
    double areaShare() {
        return share(present());
    }

    /** Empty without ground points, and where a piece reaches the horizon. */
    OptionalDouble squareMetres(@Nullable GroundPlane ground) {
        double sum = 0;
        for (Piece p : present()) {
            OptionalDouble one = ground == null
                    ? OptionalDouble.empty()
                    : ground.areaSquareMetres(p.box(), p.region().areaShare());
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    boolean isLargeEnough(@Nullable GroundPlane ground) {
        OptionalDouble metres = squareMetres(ground);
        return metres.isPresent()
                ? metres.getAsDouble() >= limits.leastSquareMetres()
                : areaShare() >= limits.leastAreaShare();
    }

    UUID id() {
        return id;
    }

    NormalizedBox box() {
        return lastBox;
    }

    FrameRef latest() {
        return latest;
    }

    private boolean fellTogether(MediaTime moment) {
        return pieces.values().stream()
                .anyMatch(p -> moment.since(p.appeared().pts()).abs().compareTo(limits.together()) <= 0);
    }

    private boolean hasWakeInCommon(Piece piece) {
        return piece.crossings().stream()
                .anyMatch(c -> pieces.values().stream()
                        .flatMap(p -> p.crossings().stream())
                        .anyMatch(other -> other.trackId() == c.trackId()));
    }

    private static double share(List<Piece> pieces) {
        return pieces.stream().mapToDouble(p -> p.region().areaShare()).sum();
    }

    /** Between the edges of two boxes, as share of the picture. */
    private static double gap(NormalizedBox a, NormalizedBox b) {
        double dx = Math.max(0, Math.max(b.x() - a.right(), a.x() - b.right()));
        double dy = Math.max(0, Math.max(b.y() - a.bottom(), a.y() - b.bottom()));
        return Math.hypot(dx, dy);
    }

    private static NormalizedBox union(NormalizedBox a, NormalizedBox b) {
        return NormalizedBox.ofCorners(
                Math.min(a.x(), b.x()),
                Math.min(a.y(), b.y()),
                Math.max(a.right(), b.right()),
                Math.max(a.bottom(), b.bottom()));
    }
}
