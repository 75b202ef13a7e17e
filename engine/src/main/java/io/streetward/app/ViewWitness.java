package io.streetward.app;

import io.streetward.scene.GroundLook;
import io.streetward.scene.SceneModel;
import io.streetward.scene.ScenePicture;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.TrackSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what a camera's scene model said last of the view, for the evidence, which is kept on other threads. */
final class ViewWitness {
    private volatile @Nullable ViewState state;

    /** As of the last look; empty before the first, and where there is no scene model. */
    Optional<ViewState> now() {
        return Optional.ofNullable(state);
    }

    /** The same scene model, listened to; closed with what is returned. */
    @Nullable
    SceneModel on(@Nullable SceneModel model) {
        return model == null ? null : new Listened(model);
    }

    private final class Listened implements SceneModel {
        private final SceneModel model;

        Listened(SceneModel model) {
            this.model = model;
        }

        @Override
        public SceneView look(ScenePicture picture, TrackSet tracks) {
            SceneView seen = model.look(picture, tracks);
            state = seen.state();
            return seen;
        }

        @Override
        public GroundLook judge(StaticRegion region, ScenePicture picture) {
            return model.judge(region, picture);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
