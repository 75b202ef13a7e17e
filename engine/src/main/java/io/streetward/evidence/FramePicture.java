package io.streetward.evidence;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.PictureSource;
import io.streetward.media.FrameRef;
import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.nio.ByteBuffer;

/** A decoded picture of the recording, for second-stage models. */
final class FramePicture implements PictureSource {
    private final VideoFrame frame;
    private final FrameScaler scaler;

    /** Borrows both. */
    FramePicture(VideoFrame frame, FrameScaler scaler) {
        this.frame = frame;
        this.scaler = scaler;
    }

    @Override
    public FrameRef frame() {
        return FrameRef.of(frame);
    }

    @Override
    public void read(PixelBox region, InputSpec spec, Letterbox placement, ByteBuffer target) throws DetectorException {
        PixelBox part = new PixelBox(placement.xPx(), placement.yPx(), placement.widthPx(), placement.heightPx());
        try {
            scaler.scaleRegion(frame, region, target, spec.widthPx(), part, spec.order() == InputSpec.ColourOrder.BGR);
        } catch (FfmpegException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
