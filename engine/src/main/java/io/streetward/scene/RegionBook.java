package io.streetward.scene;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.DetectorException;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows regions again from look to look, and tells their times. For one thread. */
final class RegionBook {
    private static final Logger LOG = LoggerFactory.getLogger(RegionBook.class);

    /** Share of a region's pixels that must be seen for the region to be seen. */
    private static final double SEEN_SHARE = 0.3;

    /** One pixel in ten may be noise that was there before, or joined later. */
    private static final double FEW = 0.1;

    private static final double HALF = 0.5;

    /** Share of a region's largest extent below which what remains is something else. */
    private static final double LEFTOVER = 0.2;

    /** A verdict is asked for again when the region has grown by half, or after this long. */
    private static final double GROWN = 1.5;

    private static final long ASK_AGAIN_MS = 10_000;

    private final SceneSettings settings;
    private final LookHistory history;
    private final @Nullable ChangeClassifier classifier;
    private final PatchCutter cutter;
    private final int[] regionOf;
    private final Map<Integer, Known> known = new HashMap<>();
    private int nextId = 1;

    /** What is remembered of a region beside its pixels. */
    private static final class Known {
        private FrameRef latest;
        private @Nullable ChangeVerdict verdict;
        private int mostPixels;
        private int askedPixels;
        private long askedAtMs;

        Known(FrameRef latest) {
            this.latest = latest;
        }
    }

    RegionBook(
            SceneSettings settings,
            LookHistory history,
            @Nullable ChangeClassifier classifier,
            int widthPx,
            int heightPx) {
        this.settings = settings;
        this.history = history;
        this.classifier = classifier;
        this.cutter = new PatchCutter(widthPx, heightPx);
        this.regionOf = new int[widthPx * heightPx];
    }

    /** The pixels of a region, as of the last look. */
    boolean holds(long region, int pixel) {
        return regionOf[pixel] == region;
    }

    /**
     * Whether a piece has been told as a region before, so that what it is has been settled. What little is left of a
     * region that was larger is asked about anew: a car drove off and left the rim of its shade.
     */
    boolean knows(Piece piece) {
        Map<Integer, Integer> counts = told(piece);
        int told = counts.values().stream().mapToInt(Integer::intValue).sum();
        int largest = counts.keySet().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .mapToInt(memory -> memory.mostPixels)
                .max()
                .orElse(0);
        return 2 * told >= piece.count() && piece.count() >= LEFTOVER * largest;
    }

    /** Turns the pieces of a look into regions, oldest first. */
    List<StaticRegion> update(
            List<Piece> pieces, NowLook now, Expected before, FrameRef frame, long atMs, Shift shift) {
        List<Piece> kept = bounded(pieces);
        int[] ids = idsOf(kept);
        Arrays.fill(regionOf, 0);
        List<StaticRegion> regions = new ArrayList<>();
        Set<Integer> alive = new HashSet<>();
        for (int k = 0; k < kept.size(); k++) {
            Piece piece = kept.get(k);
            for (int p = 0; p < piece.count(); p++) {
                regionOf[piece.pixel(p)] = ids[k];
            }
            alive.add(ids[k]);
            regions.add(region(ids[k], piece, now, before, frame, atMs, shift));
        }
        known.keySet().retainAll(alive);
        regions.sort(Comparator.comparingLong(StaticRegion::id));
        return regions;
    }

    void forgetAll() {
        Arrays.fill(regionOf, 0);
        known.clear();
    }

    private List<Piece> bounded(List<Piece> pieces) {
        if (pieces.size() <= settings.maxRegions()) {
            return pieces;
        }
        return pieces.stream()
                .sorted(Comparator.comparingInt(Piece::count).reversed())
                .limit(settings.maxRegions())
                .toList();
    }

    /** Each piece takes the oldest id that had a good part of its pixels; the largest piece first, an id once. */
    private int[] idsOf(List<Piece> pieces) {
        int[] ids = new int[pieces.size()];
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < pieces.size(); k++) {
            order.add(k);
        }
        order.sort(Comparator.comparingInt((Integer k) -> pieces.get(k).count()).reversed());
        Set<Integer> used = new HashSet<>();
        for (int k : order) {
            int id = oldestWithin(pieces.get(k), used);
            ids[k] = id == 0 ? nextId++ : id;
            used.add(ids[k]);
        }
        return ids;
    }

    /** How many of a piece's pixels were told before, by region. */
    private Map<Integer, Integer> told(Piece piece) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int p = 0; p < piece.count(); p++) {
            int before = regionOf[piece.pixel(p)];
            if (before != 0) {
                counts.merge(before, 1, Integer::sum);
            }
        }
        return counts;
    }

    private int oldestWithin(Piece piece, Set<Integer> used) {
        return told(piece).entrySet().stream()
                .filter(e -> !used.contains(e.getKey()))
                .filter(e -> e.getValue() >= FEW * piece.count())
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElse(0);
    }

    private StaticRegion region(
            int id, Piece piece, NowLook now, Expected before, FrameRef frame, long atMs, Shift shift) {
        Known memory = known.computeIfAbsent(id, key -> new Known(frame));
        memory.mostPixels = Math.max(memory.mostPixels, piece.count());
        if (piece.mean(i -> now.shown[i] ? 1 : 0) >= SEEN_SHARE) {
            memory.latest = frame;
        }
        int appeared = piece.quantile(FEW, i -> now.changedAt[i]);
        int clean = piece.quantile(HALF, i -> now.cleanAt[i] < now.changedAt[i] ? now.cleanAt[i] : -1);
        int lastClean = Math.min(clean, appeared - 1);
        NormalizedBox box = piece.box(shift);
        return new StaticRegion(
                id,
                box,
                piece.areaShare(),
                piece.mean(i -> now.contrast(before, i)),
                lastClean < 0 ? null : history.at(lastClean),
                history.at(appeared),
                history.at(piece.quantile(HALF, i -> now.changedAt[i])),
                memory.latest,
                verdict(box, memory, piece, now, before, atMs));
    }

    private @Nullable ChangeVerdict verdict(
            NormalizedBox box, Known memory, Piece piece, NowLook now, Expected before, long atMs) {
        ChangeClassifier model = classifier;
        if (model != null
                && (memory.verdict == null
                        || piece.count() > GROWN * memory.askedPixels
                        || atMs - memory.askedAtMs >= ASK_AGAIN_MS)) {
            memory.askedPixels = piece.count();
            memory.askedAtMs = atMs;
            try {
                memory.verdict = model.classify(List.of(cutter.cut(box, model.margin(), before, now)))
                        .get(0);
            } catch (DetectorException e) {
                LOG.warn("a change could not be judged: {}", e.getMessage());
            }
        }
        return memory.verdict;
    }
}
