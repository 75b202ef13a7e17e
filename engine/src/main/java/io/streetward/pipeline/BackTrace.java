package io.streetward.pipeline;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.NativeLeases;
import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.pipeline.RecordedLooks.Seen;
import io.streetward.rules.Hindsight;
import io.streetward.scene.GroundLook;
import io.streetward.scene.SceneModel;
import io.streetward.scene.StaticRegion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches a camera's recording for the picture in which something on the ground is first seen: the keyframes by bisection
 * first, then one pass into the group of pictures (GOP) in which it came. On the rule lane, for the scene model is not to be
 * used by two threads; holds nothing between searches.
 */
final class BackTrace implements Hindsight {
    /**
     * Pictures decoded for one search: a GOP of 4 s at 25 a second and its keyframes. At 1920 × 1080 that takes one core
     * about a second, and the rule lane's queue outlasts 6 s.
     */
    private static final int MOST_DECODED = 120;

    private static final int MOST_KEYFRAMES = 20;
    /** Without a clean look to begin at: as long as the longest ring of the usual settings. */
    private static final Duration LONGEST_BACK = Duration.ofSeconds(30);

    private final PacketRing ring;
    private final SceneModel model;
    private final NativeLeases leases;

    BackTrace(PacketRing ring, SceneModel model, NativeLeases leases) {
        this.ring = ring;
        this.model = model;
        this.leases = leases;
    }

    @Override
    public Trace trace(StaticRegion region) {
        FrameRef clean = region.lastClean();
        MediaTime after = clean == null ? region.appeared().pts().minus(LONGEST_BACK) : clean.pts();
        MediaTime before = region.appeared().pts();
        List<EncodedPacket> units = recorded(after, before);
        if (units.isEmpty() || !units.get(0).pts().isBefore(before)) {
            return new Untraced("the recording does not reach back so far");
        }
        try (RecordedLooks looks = new RecordedLooks(units.get(0), model, region, leases)) {
            return new Search(looks, units, region, after).run();
        } catch (FfmpegException e) {
            return new Untraced("the recording cannot be decoded");
        }
    }

    /** In decode order and of one format, beginning with a keyframe, with all that is shown before the end. */
    private List<EncodedPacket> recorded(MediaTime after, MediaTime before) {
        List<EncodedPacket> units = new ArrayList<>();
        for (EncodedPacket unit : ring.since(after)) {
            if (unit.dts().isAfter(before)) {
                break; // no picture is decoded later than it is shown
            }
            if (!units.isEmpty() && !unit.format().equals(units.get(0).format())) {
                units.clear();
            }
            if (!units.isEmpty() || unit.keyframe()) {
                units.add(unit);
            }
        }
        return units;
    }

    /** One search: narrows down the moments between which the ground changed. */
    private static final class Search {
        private final RecordedLooks looks;
        private final List<EncodedPacket> units;
        private final boolean reachesClean;
        private @Nullable FrameRef clean;
        private MediaTime after;
        private FrameRef dirty;

        Search(RecordedLooks looks, List<EncodedPacket> units, StaticRegion region, MediaTime after) {
            this.looks = looks;
            this.units = units;
            this.clean = region.lastClean();
            this.after = after;
            this.dirty = region.appeared();
            this.reachesClean = clean != null && !units.get(0).pts().isAfter(after);
        }

        Trace run() {
            searchKeyframes();
            MediaTime first = units.get(0).pts();
            if (!reachesClean && clean == null && !dirty.pts().isAfter(first)) {
                return new Untraced("it lay there already when the recording begins");
            }
            searchGop();
            return new Traced(clean, dirty, looks.judged());
        }

        private void searchKeyframes() {
            List<EncodedPacket> keyframes = units.stream()
                    .filter(u ->
                            u.keyframe() && u.pts().isAfter(after) && u.pts().isBefore(dirty.pts()))
                    .toList();
            DirtySearch.among(keyframes.size(), MOST_KEYFRAMES, i -> {
                Seen seen = looks.alone(keyframes.get(i));
                return seen == null ? GroundLook.UNCLEAR : narrow(seen);
            });
        }

        /** Takes the last GOPs before the change, as many as the bound allows. */
        private void searchGop() {
            int end = units.size();
            while (end > 0 && units.get(end - 1).dts().isAfter(dirty.pts())) {
                end--;
            }
            int begin = end;
            for (int i = end - 1; i >= 0 && end - i <= MOST_DECODED; i--) {
                if (units.get(i).keyframe()) {
                    begin = i;
                    if (!units.get(i).pts().isAfter(after)) {
                        break;
                    }
                }
            }
            GopLooks gop = new GopLooks(looks, units.subList(begin, end), after, dirty.pts());
            DirtySearch.Found found = DirtySearch.among(gop.size(), gop.size(), gop::look);
            FrameRef lastClean = found.lastClean() < 0 ? null : gop.frame(found.lastClean());
            FrameRef firstDirty = found.firstDirty() >= gop.size() ? null : gop.frame(found.firstDirty());
            clean = lastClean == null ? clean : lastClean;
            dirty = firstDirty == null ? dirty : firstDirty;
        }

        private GroundLook narrow(Seen seen) {
            if (seen.look() == GroundLook.CLEAN) {
                clean = seen.frame();
                after = seen.frame().pts();
            } else if (seen.look() == GroundLook.CHANGED) {
                dirty = seen.frame();
            }
            return seen.look();
        }
    }
}
