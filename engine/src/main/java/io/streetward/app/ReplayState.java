package io.streetward.app;

import io.streetward.rules.Stay;
import io.streetward.scene.SceneView;
import io.streetward.track.TrackSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine holds to be true of a recording's camera at one moment.
 *
 * @param tracks as of the last look; null before the first
 * @param scene as of the last look; null without a scene model
 * @param stays noticed or confirmed and not ended, oldest first
 * @param alarms filed so far
 */
public record ReplayState(
        @Nullable TrackSet tracks, @Nullable SceneView scene, List<Stay> stays, List<ReplayedClip.Alarm> alarms) {
    public ReplayState {
        stays = List.copyOf(stays);
        alarms = List.copyOf(alarms);
    }
}
