package io.streetward.evidence;

import io.streetward.codec.FrameScaler;
import io.streetward.detect.CropInput;
import io.streetward.detect.CropRegion;
import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.detect.ObjectKey;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks at stills with the site's own detectors, between the cameras' pictures: at the whole picture, and again at
 * overlapping parts of it, where persons too small for the model's input become large enough.
 *
 * <p>One still at a time; at most {@value #MAX_LOOKS} inputs wait with the batcher, each under a key of its own, so that
 * none takes a camera's place. Scores count from the bundle's own threshold on. On 64 labelled pictures (COCO val2017,
 * persons 20 px high or more) the default bundle at 0.2 covers the heads of 86 % of 183 persons in one look and of 96 % with
 * the parts; a threshold of 0.1 would cover 98 % and hide a third more of each picture.
 */
public final class BatchedEyes implements StillEyes, AutoCloseable {
    /** The whole picture and 3 × 2 parts. */
    public static final int MAX_LOOKS = 7;

    /** A picture that wide, and not much higher, gets a third column: its parts are about square then, as inputs are. */
    private static final int WIDE_PX = 1280;

    private static final double WIDE_SHAPE = 1.5;

    /** Who stands on the seam of two parts is whole in one of them, up to a fifth of a part's width. */
    private static final double OVERLAP = 0.2;

    /** Some hundred times what a batch takes: a detector that is silent for that long will not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InferenceBatcher<ModelInput, Detections> batcher;
    private final ModelInputPool inputs;
    private final FrameScaler scaler = new FrameScaler();

    /**
     * Eyes on a running batcher, which stays the caller's.
     *
     * @param input what its detectors are fed
     */
    public BatchedEyes(InferenceBatcher<ModelInput, Detections> batcher, InputSpec input) {
        this.batcher = batcher;
        this.inputs = new ModelInputPool(input, MAX_LOOKS);
    }

    @Override
    public synchronized List<Detection> look(VideoFrame picture) throws DetectorException {
        FramePicture source = new FramePicture(picture, scaler);
        List<AwaitedInput> asked = new ArrayList<>();
        for (PixelBox part : parts(picture.widthPx(), picture.heightPx())) {
            AwaitedInput input = new AwaitedInput(take(source, part), asked.size());
            asked.add(input);
            batcher.submit(input, input::answer);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Detection> seen = new ArrayList<>();
        for (AwaitedInput input : asked) {
            for (Detection found : input.await(deadline).items()) {
                seen.add(new Detection(
                        found.kind(), found.label(), found.confidence(), whole(found.box(), input.region())));
            }
        }
        return seen;
    }

    private CropInput take(FramePicture source, PixelBox part) throws DetectorException {
        FrameRef frame = source.frame();
        CropInput input = CropInput.take(source, new ObjectKey(frame.stream(), 0), part, inputs);
        if (input == null) {
            // Inputs of an earlier still that was given up are still with the detector.
            throw new DetectorException("the detector holds the inputs of an earlier still");
        }
        return Objects.requireNonNull(input);
    }

    static List<PixelBox> parts(int widthPx, int heightPx) {
        boolean wide = widthPx > WIDE_PX && widthPx > WIDE_SHAPE * heightPx;
        int columns = wide ? 3 : 2;
        int rows = 2;
        double w = 1 / (columns - (columns - 1) * OVERLAP);
        double h = 1 / (rows - (rows - 1) * OVERLAP);
        List<PixelBox> parts = new ArrayList<>();
        parts.add(CropRegion.of(new NormalizedBox(0, 0, 1, 1), 1, widthPx, heightPx));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                NormalizedBox part = new NormalizedBox(column * w * (1 - OVERLAP), row * h * (1 - OVERLAP), w, h);
                parts.add(CropRegion.of(part, 1, widthPx, heightPx));
            }
        }
        return parts;
    }

    private static NormalizedBox whole(NormalizedBox box, NormalizedBox region) {
        return new NormalizedBox(
                region.x() + box.x() * region.w(),
                region.y() + box.y() * region.h(),
                box.w() * region.w(),
                box.h() * region.h());
    }

    @Override
    public synchronized void close() {
        scaler.close();
    }
}
