package io.streetward.detect;

import io.streetward.media.FrameRef;
import io.streetward.media.PixelBox;
import java.nio.ByteBuffer;

/**
 * A picture at full resolution that parts can be taken from. Borrowed: good until the call it is handed to returns, on
 * that call's thread.
 */
public interface PictureSource {
    FrameRef frame();

    /**
     * Scales a part of the picture into a model's input.
     *
     * @param region inside the picture
     * @param spec the input
     * @param placement where in the input the part goes; pixels outside are left alone
     * @param target direct memory of {@link InputSpec#sizeBytes()}
     * @throws DetectorException when the picture cannot be scaled
     */
    void read(PixelBox region, InputSpec spec, Letterbox placement, ByteBuffer target) throws DetectorException;
}
