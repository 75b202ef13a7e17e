package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.streetward.detect.ChangeClassifier;
import io.streetward.track.TrackSet;
import org.jspecify.annotations.Nullable;

/**
 * A scene model of two memories (Porikli 2007): how a place usually looks, and what it looks like now. Where both differ for
 * long, something came and stays.
 *
 * <p>One look reads from top to bottom: align the picture with the usual look, hide what is followed, compare pixel by
 * pixel, gather lasting pixels into regions. Works in media time: looks may come at any rate.
 */
public final class BackgroundScene implements SceneModel {
    private final SceneSettings settings;
    private final @Nullable ChangeClassifier classifier;
    private @Nullable SceneMemory memory;

    /**
     * A model that knows nothing yet.
     *
     * @param classifier asked what lasting changes are; shared, not closed here, called on the looking thread. Null: nobody
     *     is asked
     */
    public BackgroundScene(SceneSettings settings, @Nullable ChangeClassifier classifier) {
        this.settings = settings;
        this.classifier = classifier;
        setNumThreads(1); // cameras share the cores already
    }

    @Override
    public SceneView look(ScenePicture picture, TrackSet tracks) {
        return memoryFor(picture).look(picture, tracks);
    }

    @Override
    public GroundLook judge(StaticRegion region, ScenePicture picture) {
        SceneMemory held = memory;
        return held == null || !held.fits(picture) ? GroundLook.UNCLEAR : held.judge(region, picture);
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }

    /** A camera that is set to another size is learnt anew. */
    private SceneMemory memoryFor(ScenePicture picture) {
        SceneMemory held = memory;
        if (held == null || !held.fits(picture)) {
            if (held != null) {
                held.close();
            }
            held = new SceneMemory(settings, classifier, picture.widthPx(), picture.heightPx());
            memory = held;
        }
        return held;
    }
}
