package io.streetward.track;

import io.streetward.detect.Detections;

/** Follows objects of one stream. Fed in order of media time by one thread; holds no native memory. */
public interface Tracker {
    TrackSet update(Detections detections);
}
