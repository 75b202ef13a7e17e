package io.streetward.tools.detect;

import io.streetward.codec.FrameScaler;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.media.FrameRef;
import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Takes single pictures through the same scaler and detector as the engine takes frames. For one thread. */
public final class PictureDetector implements AutoCloseable {
    private final Detector detector;
    private final ModelInputPool inputs;
    private final FrameScaler scaler = new FrameScaler();

    /**
     * What a picture showed.
     *
     * @param time from the decoded picture to boxes: scaling, inference, NMS
     */
    public record Found(Detections detections, Duration time) {}

    /** Over a detector that stays the caller's. */
    public PictureDetector(Detector detector) {
        this.detector = detector;
        this.inputs = new ModelInputPool(detector.input(), 1);
    }

    /**
     * Looks at one picture.
     *
     * @param picture stays the caller's
     * @throws IOException when its pixels cannot be scaled
     * @throws DetectorException when the model or its engine fails
     */
    public Found detect(VideoFrame picture) throws IOException, DetectorException {
        long start = System.nanoTime();
        ModelInput lent = inputs.lend(FrameRef.of(picture));
        if (lent == null) {
            throw new IllegalStateException("the only input is still lent");
        }
        try (ModelInput input = lent) {
            InputSpec spec = inputs.spec();
            Letterbox at = input.letterbox();
            scaler.scale(
                    picture,
                    input.pixels(),
                    spec.widthPx(),
                    new PixelBox(at.xPx(), at.yPx(), at.widthPx(), at.heightPx()),
                    spec.order() == InputSpec.ColourOrder.BGR);
            Detections detections = detector.detect(List.of(input)).get(0);
            return new Found(detections, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    @Override
    public void close() {
        scaler.close();
    }
}
