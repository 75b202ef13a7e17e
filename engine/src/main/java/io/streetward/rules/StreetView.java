package io.streetward.rules;

import io.streetward.scene.SceneView;
import io.streetward.track.TrackSet;

/**
 * All a rule is shown: what is followed as of a picture, and what the place itself looked like at the last look at it.
 *
 * @param scene {@link SceneView#unknown} for a camera without a scene model
 */
public record StreetView(TrackSet tracks, SceneView scene) {
    /** Of a camera without a scene model. */
    public static StreetView of(TrackSet tracks) {
        return new StreetView(tracks, SceneView.unknown(tracks.frame()));
    }
}
