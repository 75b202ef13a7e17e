package io.streetward.media;

import java.time.Instant;

/** Which picture something was seen in: the thread of evidence from a packet to a case. */
public record FrameRef(
        StreamId stream, MediaTime pts, Instant receivedAt, int widthPx, int heightPx, boolean keyframe) {
    public static FrameRef of(VideoFrame frame) {
        return new FrameRef(
                frame.stream(), frame.pts(), frame.receivedAt(), frame.widthPx(), frame.heightPx(), frame.keyframe());
    }
}
