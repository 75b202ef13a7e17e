package io.streetward.track;

import io.streetward.media.FrameRef;
import java.util.List;

/** Every confirmed track of one stream as of one frame; lost tracks are in it, unmatched, until they are given up. */
public record TrackSet(FrameRef frame, List<Track> tracks) {
    public TrackSet {
        tracks = List.copyOf(tracks);
    }
}
