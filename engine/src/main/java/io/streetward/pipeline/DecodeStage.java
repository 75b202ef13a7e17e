package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.codec.HardwareDevice;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PictureProbe;
import io.streetward.codec.VideoDecoder;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.PictureHealth;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFormat;
import io.streetward.media.VideoFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From access units to model inputs: decodes, picks, and scales straight from YUV into pooled memory. For one thread at a
 * time.
 */
final class DecodeStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeStage.class);

    private final StreamId stream;
    private final ModelInputPool inputs;
    private final NativeLeases leases;
    private final PictureHealth health;
    private final @Nullable SceneStage scene;
    private final Consumer<ModelInput> next;
    private final FrameSampler sampler;
    private final FrameScaler scaler = new FrameScaler();
    private final Counter decoded;
    private final Counter damaged;
    private final Counter noInput;
    private final @Nullable HardwareDevice hardware;
    private @Nullable VideoDecoder decoder;
    private @Nullable VideoFormat format;
    /** Whether the decoder is in the middle of a group of pictures. */
    private boolean inGop;

    /**
     * A stage that opens its decoder at the first packet.
     *
     * @param hardware to decode on, when the machine has it
     * @param health is shown each keyframe's picture
     * @param scene keeps pictures for the camera's scene model, when it has one
     * @param next takes over each input's lease
     */
    DecodeStage(
            StreamId stream,
            DecodePolicy policy,
            ModelInputPool inputs,
            NativeLeases leases,
            @Nullable HardwareDevice hardware,
            PictureHealth health,
            @Nullable SceneStage scene,
            Consumer<ModelInput> next,
            MeterRegistry meters) {
        this.stream = stream;
        this.hardware = hardware;
        this.inputs = inputs;
        this.leases = leases;
        this.health = health;
        this.scene = scene;
        this.next = next;
        this.sampler = new FrameSampler(policy.looksApart());
        this.decoded = meters.counter("streetward.decode.frames", "camera", stream.value());
        this.damaged = meters.counter("streetward.decode.damaged", "camera", stream.value());
        this.noInput = meters.counter("streetward.decode.dropped", "camera", stream.value(), "reason", "no_input");
    }

    /** Decodes an access unit that follows the last one, or a keyframe. */
    void decode(EncodedPacket packet) {
        try {
            decoderFor(packet.format()).decode(packet, this::onFrame);
            inGop = true;
        } catch (FfmpegException e) {
            damaged(e);
        }
    }

    /** Decodes a keyframe that nothing follows, and hands its picture on at once. */
    void decodeAlone(EncodedPacket keyframe) {
        try {
            VideoDecoder current = decoderFor(keyframe.format());
            if (inGop) {
                inGop = false;
                current.drain(this::onFrame);
            }
            current.decode(keyframe, this::onFrame);
            current.drain(this::onFrame);
        } catch (FfmpegException e) {
            damaged(e);
        }
    }

    /** Nothing follows any more: hands on what the decoder holds back. */
    void finish() {
        VideoDecoder current = decoder;
        if (current == null || !inGop) {
            return;
        }
        inGop = false;
        try {
            current.drain(this::onFrame);
        } catch (FfmpegException e) {
            damaged(e);
        }
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        scaler.close();
    }

    private void onFrame(VideoFrame frame) {
        try (frame) {
            decoded.increment();
            if (frame.keyframe()) {
                PictureProbe.look(frame).ifPresent(look -> health.look(frame.pts(), look));
            }
            if (sampler.wants(frame.pts())) {
                if (scene != null) {
                    scene.keep(frame);
                }
                scale(frame);
            }
        } catch (FfmpegException e) {
            damaged(e);
        }
    }

    private void damaged(FfmpegException e) {
        damaged.increment();
        LOG.debug("camera {}: {}", stream, e.getMessage());
    }

    private void scale(VideoFrame frame) throws FfmpegException {
        ModelInput input = inputs.lend(FrameRef.of(frame));
        if (input == null) {
            noInput.increment();
            return;
        }
        boolean handedOn = false;
        try {
            InputSpec spec = inputs.spec();
            Letterbox box = input.letterbox();
            scaler.scale(
                    frame,
                    input.pixels(),
                    spec.widthPx(),
                    new PixelBox(box.xPx(), box.yPx(), box.widthPx(), box.heightPx()),
                    spec.order() == InputSpec.ColourOrder.BGR);
            next.accept(input);
            handedOn = true;
        } finally {
            if (!handedOn) {
                input.close();
            }
        }
    }

    /** A camera that is reconfigured gets a new decoder at its first packet of the new format. */
    private VideoDecoder decoderFor(VideoFormat wanted) throws FfmpegException {
        VideoDecoder current = decoder;
        if (current == null || !wanted.equals(format)) {
            if (current != null) {
                current.close();
            }
            current = new VideoDecoder(stream, wanted, leases, hardware);
            decoder = current;
            format = wanted;
        }
        return current;
    }
}
