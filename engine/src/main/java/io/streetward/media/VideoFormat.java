package io.streetward.media;

import java.nio.ByteBuffer;

/**
 * What a decoder or a muxer must know of a video stream before the first packet.
 *
 * @param codec the codec
 * @param widthPx coded width, 0 when the camera has not said
 * @param heightPx coded height, 0 when the camera has not said
 * @param extradata parameter sets (SPS/PPS/VPS) as FFmpeg keeps them: Annex B or avcC/hvcC; may be empty; read-only
 */
public record VideoFormat(VideoCodec codec, int widthPx, int heightPx, ByteBuffer extradata) {
    public VideoFormat {
        ByteBuffer copy = ByteBuffer.allocate(extradata.remaining());
        copy.put(extradata.duplicate()).flip();
        extradata = copy.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer extradata() {
        return extradata.duplicate();
    }

    @Override
    public String toString() {
        return codec + " " + widthPx + "x" + heightPx;
    }
}
