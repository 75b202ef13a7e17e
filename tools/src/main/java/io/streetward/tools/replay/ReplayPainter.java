package io.streetward.tools.replay;

import io.streetward.app.ReplayException;
import io.streetward.app.ReplayState;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.VideoDecoder;
import io.streetward.codec.VideoEncoder;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.VideoFormat;
import io.streetward.media.VideoFrame;
import io.streetward.tools.detect.PicturePainter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws a clip with what the engine held to be true at each moment. Decodes the clip itself, as the engine leaves most
 * pictures undecoded; what is drawn on those is as old as its last look, and dashed.
 */
final class ReplayPainter implements Rehearsal.Watcher {
    /** Twice as often as the engine looks; the eye needs no more to follow. */
    private static final Duration APART = Duration.ofMillis(100);

    private final Path out;
    private final StateMarks marks;
    private final Overlay overlay;
    private final NativeLeases leases = new NativeLeases();
    private final PicturePainter painter = new PicturePainter();
    private @Nullable VideoDecoder decoder;
    private @Nullable VideoFormat format;
    private @Nullable VideoEncoder encoder;
    private Duration due = Duration.ZERO;

    ReplayPainter(Recorded clip, Path out, StreetwardConfig config) {
        StreetwardConfig.Camera camera = config.cameras().stream()
                .filter(c -> c.id().equals(clip.camera()))
                .findFirst()
                .orElseThrow();
        this.out = out;
        this.marks = new StateMarks();
        this.overlay = new Overlay(clip.clip(), camera.zones());
    }

    @Override
    public void after(EncodedPacket packet, Duration at, Supplier<ReplayState> state) throws ReplayException {
        MediaTime zero = packet.pts().minus(at);
        try {
            decoderFor(packet).decode(packet, frame -> paint(frame, zero, state));
        } catch (FfmpegException e) {
            // A damaged picture is not drawn; the engine counts it.
            return;
        } catch (UncheckedIOException e) {
            throw new ReplayException(out + ": cannot be drawn: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (encoder != null) {
                encoder.finish();
            }
        } finally {
            if (encoder != null) {
                encoder.close();
            }
            if (decoder != null) {
                decoder.close();
            }
            painter.close();
        }
    }

    private VideoDecoder decoderFor(EncodedPacket packet) throws FfmpegException {
        VideoDecoder current = decoder;
        if (current == null || !packet.format().equals(format)) {
            if (current != null) {
                current.close();
            }
            current = new VideoDecoder(packet.stream(), packet.format(), leases);
            decoder = current;
            format = packet.format();
        }
        return current;
    }

    private void paint(VideoFrame frame, MediaTime zero, Supplier<ReplayState> states) {
        try (frame) {
            Duration at = frame.pts().since(zero);
            if (at.compareTo(due) < 0) {
                return;
            }
            due = due.plus(APART).compareTo(at) > 0 ? due.plus(APART) : at.plus(APART);
            ReplayState state = states.get();
            BufferedImage picture = painter.paint(frame, marks.of(state, frame.pts()));
            overlay.draw(picture, at, state);
            VideoEncoder to = encoderFor(picture);
            if (picture.getWidth() == to.widthPx() && picture.getHeight() == to.heightPx()) {
                to.add(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A camera that changes its size in mid-stream is drawn as far as it kept the first. */
    private VideoEncoder encoderFor(BufferedImage picture) throws FfmpegException {
        VideoEncoder current = encoder;
        if (current == null) {
            current = new VideoEncoder(out, picture.getWidth(), picture.getHeight());
            encoder = current;
        }
        return current;
    }
}
