package io.streetward.tools.train;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.codec.VideoDecoder;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clip's pictures at a few moments. At most 200 are kept, of at most 768 pixels width: under 300 MB. */
final class ClipLooks {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final StreamId ID = new StreamId("clip");
    private static final int MOST_LOOKS = 200;
    private static final int WIDEST_PX = 768;
    private static final double LEAST_EVERY_S = 0.5;

    private final double everyS;
    private final List<Look> looks = new ArrayList<>();

    private ClipLooks(double durationS) {
        this.everyS = Math.max(LEAST_EVERY_S, durationS / MOST_LOOKS);
    }

    /** A picture and its time in seconds from the clip's first one. */
    record Look(double seconds, Picture picture) {}

    static List<Look> of(Path clip, double durationS) throws IOException {
        ClipLooks result = new ClipLooks(durationS);
        SourceUrl source = new SourceUrl(clip.toAbsolutePath().toUri(), null);
        try (Demuxer demuxer = Demuxer.open(source, Demuxer.Settings.of(LIMIT, LIMIT), () -> false);
                VideoDecoder decoder = new VideoDecoder(ID, demuxer.format(), new NativeLeases());
                FrameScaler scaler = new FrameScaler()) {
            double[] first = {Double.NaN};
            for (DemuxedPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
                decoder.decode(packet.ofFile(ID, demuxer.format()), frame -> result.take(frame, scaler, first));
            }
            decoder.drain(frame -> result.take(frame, scaler, first));
        } catch (FfmpegException | UnsupportedStreamException e) {
            throw new IOException(clip + ": " + e.getMessage(), e);
        }
        return result.looks;
    }

    private void take(VideoFrame frame, FrameScaler scaler, double[] first) {
        try (frame) {
            double seconds = frame.pts().seconds();
            if (Double.isNaN(first[0])) {
                first[0] = seconds;
            }
            seconds -= first[0];
            if (looks.size() < MOST_LOOKS && seconds >= looks.size() * everyS) {
                looks.add(new Look(seconds, picture(frame, scaler)));
            }
        }
    }

    private static Picture picture(VideoFrame frame, FrameScaler scaler) {
        int width = Math.min(WIDEST_PX, frame.widthPx());
        int height = Math.max(1, frame.heightPx() * width / frame.widthPx());
        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 3);
        try {
            scaler.scale(frame, pixels, width, new PixelBox(0, 0, width, height), false);
        } catch (FfmpegException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        byte[] bytes = new byte[pixels.capacity()];
        pixels.get(0, bytes);
        return new Picture(width, height, bytes);
    }
}
