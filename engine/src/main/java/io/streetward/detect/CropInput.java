package io.streetward.detect;

import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a picture at full resolution, ready for a second-stage model: a lease like every {@link ModelInput}, whose
 * letterbox tells where the part, not the whole picture, lies in the input.
 */
public final class CropInput implements ModelInput {
    private final ModelInput input;
    private final ObjectKey object;
    private final NormalizedBox region;

    private CropInput(ModelInput input, ObjectKey object, NormalizedBox region) {
        this.input = input;
        this.object = object;
        this.region = region;
    }

    /**
     * Takes a part of a picture, scaled into a buffer from the pool.
     *
     * @param region which part, from {@link CropRegion}
     * @return null when all buffers are lent; the caller counts it
     * @throws DetectorException when the picture cannot be scaled
     */
    public static @Nullable CropInput take(
            PictureSource picture, ObjectKey object, PixelBox region, ModelInputPool pool) throws DetectorException {
        FrameRef frame = picture.frame();
        ModelInput input = pool.lend(frame, region.widthPx(), region.heightPx());
        if (input == null) {
            return null;
        }
        boolean done = false;
        try {
            picture.read(region, pool.spec(), input.letterbox(), input.pixels());
            done = true;
            return new CropInput(input, object, CropRegion.normalized(region, frame.widthPx(), frame.heightPx()));
        } finally {
            if (!done) {
                input.close();
            }
        }
    }

    public ObjectKey object() {
        return object;
    }

    /** Which part of the picture it shows. */
    public NormalizedBox region() {
        return region;
    }

    /** Maps corners in input pixels to the whole picture, cut to the part shown. */
    public NormalizedBox toPicture(double leftPx, double topPx, double rightPx, double bottomPx) {
        NormalizedBox inRegion = letterbox().toPicture(leftPx, topPx, rightPx, bottomPx);
        return new NormalizedBox(
                region.x() + inRegion.x() * region.w(),
                region.y() + inRegion.y() * region.h(),
                inRegion.w() * region.w(),
                inRegion.h() * region.h());
    }

    @Override
    public FrameRef frame() {
        return input.frame();
    }

    @Override
    public Letterbox letterbox() {
        return input.letterbox();
    }

    @Override
    public ByteBuffer pixels() {
        return input.pixels();
    }

    @Override
    public void close() {
        input.close();
    }
}
