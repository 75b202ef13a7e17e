package io.streetward.pipeline;

import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.VideoFrame;
import io.streetward.pipeline.RecordedLooks.Seen;
import io.streetward.scene.GroundLook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into groups of pictures: decodes forward only, as far as asked for, and judges what it passes between two moments.
 * What has been passed is remembered, not its pixels, so that a bisection costs one pass and no memory.
 */
final class GopLooks {
    private final RecordedLooks looks;
    private final List<EncodedPacket> units;
    private final List<MediaTime> wanted;
    private final Map<MediaTime, Seen> seen = new HashMap<>();
    private int next;
    private boolean drained;

    /**
     * Nothing decoded yet.
     *
     * @param units in decode order, the first a keyframe
     * @param after moments up to this one are not judged
     * @param before moments from this one on are not judged
     */
    GopLooks(RecordedLooks looks, List<EncodedPacket> units, MediaTime after, MediaTime before) {
        this.looks = looks;
        this.units = units;
        this.wanted = units.stream()
                .map(EncodedPacket::pts)
                .filter(pts -> pts.isAfter(after) && pts.isBefore(before))
                .sorted()
                .toList();
    }

    /** Pictures between the two moments. */
    int size() {
        return wanted.size();
    }

    /** What a picture shows, by its place in time; a damaged one does not tell. */
    GroundLook look(int index) {
        MediaTime pts = wanted.get(index);
        while (!seen.containsKey(pts) && !drained) {
            if (next < units.size()) {
                looks.feed(units.get(next++), this::take);
            } else {
                drained = true;
                looks.drain(this::take);
            }
        }
        Seen found = seen.get(pts);
        return found == null ? GroundLook.UNCLEAR : found.look();
    }

    /** The picture of an index that was looked at. */
    @Nullable
    FrameRef frame(int index) {
        Seen found = seen.get(wanted.get(index));
        return found == null ? null : found.frame();
    }

    private void take(VideoFrame frame) {
        if (!wanted.isEmpty()
                && !frame.pts().isBefore(wanted.get(0))
                && !frame.pts().isAfter(wanted.get(wanted.size() - 1))) {
            seen.put(frame.pts(), looks.judge(frame));
        }
    }
}
