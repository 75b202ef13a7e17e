package io.streetward.pipeline;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.VideoDecoder;
import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import io.streetward.scene.GroundLook;
import io.streetward.scene.SceneModel;
import io.streetward.scene.ScenePicture;
import io.streetward.scene.StaticRegion;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decodes pictures of a recording and lets the scene model judge one region's ground in them. For one search. */
final class RecordedLooks implements AutoCloseable {
    /** What one picture shows. */
    record Seen(FrameRef frame, GroundLook look) {}

    private final SceneModel model;
    private final StaticRegion region;
    private final VideoDecoder decoder;
    private final FrameScaler scaler = new FrameScaler();
    private ByteBuffer pixels = ByteBuffer.allocateDirect(0);
    private int judged;

    /**
     * Opens a decoder.
     *
     * @param sample of the format that all access units have
     * @throws FfmpegException when FFmpeg refuses the format
     */
    RecordedLooks(EncodedPacket sample, SceneModel model, StaticRegion region, NativeLeases leases)
            throws FfmpegException {
        this.model = model;
        this.region = region;
        this.decoder = new VideoDecoder(sample.stream(), sample.format(), leases);
    }

    /** Decodes a keyframe alone; null when it is damaged. */
    @Nullable
    Seen alone(EncodedPacket keyframe) {
        Seen[] seen = new Seen[1];
        feed(keyframe, frame -> seen[0] = judge(frame));
        drain(frame -> seen[0] = judge(frame));
        return seen[0];
    }

    /** Feeds the next access unit; each picture that comes out is lent for the length of the call. */
    void feed(EncodedPacket unit, Consumer<VideoFrame> pictures) {
        try {
            decoder.decode(unit, lent(pictures));
        } catch (FfmpegException e) {
            // A damaged access unit costs its picture, no more.
        }
    }

    /** The pictures still held back; afterwards decoding begins anew at a keyframe. */
    void drain(Consumer<VideoFrame> pictures) {
        try {
            decoder.drain(lent(pictures));
        } catch (FfmpegException e) {
            decoder.flush();
        }
    }

    /** What a picture shows of the region's ground. */
    Seen judge(VideoFrame frame) {
        judged++;
        int widthPx = SceneStage.widthPx(frame);
        int heightPx = SceneStage.heightPx(frame);
        if (pixels.capacity() != widthPx * heightPx * 3) {
            pixels = ByteBuffer.allocateDirect(widthPx * heightPx * 3);
        }
        FrameRef ref = FrameRef.of(frame);
        try {
            scaler.scale(frame, pixels, widthPx, new PixelBox(0, 0, widthPx, heightPx), true);
        } catch (FfmpegException e) {
            return new Seen(ref, GroundLook.UNCLEAR);
        }
        return new Seen(
                ref,
                model.judge(
                        region,
                        new Scaled(ref, widthPx, heightPx, pixels.duplicate().clear())));
    }

    /** Pictures judged so far. */
    int judged() {
        return judged;
    }

    @Override
    public void close() {
        scaler.close();
        decoder.close();
    }

    private static Consumer<VideoFrame> lent(Consumer<VideoFrame> pictures) {
        return frame -> {
            try (frame) {
                pictures.accept(frame);
            }
        };
    }

    /** Valid until the next picture is judged. */
    private record Scaled(FrameRef frame, int widthPx, int heightPx, ByteBuffer pixels) implements ScenePicture {
        @Override
        public void close() {}
    }
}
