package io.streetward.app;

import io.streetward.detect.Detections;
import io.streetward.scene.GroundLook;
import io.streetward.scene.SceneModel;
import io.streetward.scene.ScenePicture;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.track.TrackSet;
import io.streetward.track.Tracker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps what a camera's tracker and scene model said last, and how long the scene model took. */
final class ReplayEyes {
    private volatile @Nullable TrackSet tracks;
    private volatile @Nullable SceneView view;
    private volatile long looks;
    private volatile long sceneNanos;

    @Nullable
    TrackSet tracks() {
        return tracks;
    }

    @Nullable
    SceneView view() {
        return view;
    }

    /** Pictures the tracker was shown. */
    long looks() {
        return looks;
    }

    Duration sceneTime() {
        return Duration.ofNanos(sceneNanos);
    }

    /** The same tracker, listened to. */
    Tracker on(Tracker tracker) {
        return new Tracker() {
            @Override
            @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
            public TrackSet update(Detections detections) {
                TrackSet followed = tracker.update(detections);
                tracks = followed;
                looks++;
                return followed;
            }
        };
    }

    /** The same scene model, listened to. */
    @Nullable
    SceneModel on(@Nullable SceneModel model) {
        return model == null ? null : new WatchedScene(model);
    }

    private final class WatchedScene implements SceneModel {
        private final SceneModel model;

        WatchedScene(SceneModel model) {
            this.model = model;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
        public SceneView look(ScenePicture picture, TrackSet now) {
            long start = System.nanoTime();
            SceneView seen = model.look(picture, now);
            sceneNanos += System.nanoTime() - start;
            view = seen;
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
