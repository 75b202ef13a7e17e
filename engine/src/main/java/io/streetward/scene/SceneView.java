package io.streetward.scene;

import io.streetward.media.FrameRef;
import java.util.List;

/**
 * What the scene model says of a camera as of one picture.
 *
 * @param frame the picture it last looked at; older than the detections it stands beside, or the same
 * @param regions what was not there before, came and stays; oldest first, bounded
 */
public record SceneView(FrameRef frame, ViewState state, List<StaticRegion> regions) {
    public SceneView {
        regions = List.copyOf(regions);
    }

    /** Nothing is known: no scene model, or no picture yet. */
    public static SceneView unknown(FrameRef frame) {
        return new SceneView(frame, ViewState.LEARNING, List.of());
    }
}
