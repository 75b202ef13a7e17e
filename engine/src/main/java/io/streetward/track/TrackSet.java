package io.streetward.track;

import io.streetward.media.FrameRef;
import java.util.List;

/**
 * Every track of one stream as of one frame, by id; lost tracks are in it, unmatched, until they are given up, and young
 * ones before they are confirmed, because the first sighting of a thing that stays is the start of its stay.
 */
public record TrackSet(FrameRef frame, List<Track> tracks) {
    public TrackSet {
        tracks = List.copyOf(tracks);
    }

    /** The tracks seen often enough to be believed. */
    public List<Track> confirmed() {
        return tracks.stream().filter(Track::confirmed).toList();
    }
}
