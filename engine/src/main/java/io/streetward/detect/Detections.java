package io.streetward.detect;

import io.streetward.media.FrameRef;
import java.util.List;

/** All objects found in one picture, after NMS, strongest first. */
public record Detections(FrameRef frame, List<Detection> items) {
    public Detections {
        items = List.copyOf(items);
    }
}
