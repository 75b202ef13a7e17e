package io.streetward.tools.bench;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.codec.VideoDecoder;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A few pictures of a clip, decoded and kept in native memory, as the decoder hands them to the scaler. */
final class DecodedClip implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final StreamId ID = new StreamId("clip");

    private final List<VideoFrame> frames;

    private DecodedClip(List<VideoFrame> frames) {
        this.frames = frames;
    }

    /**
     * Decodes pictures until it has enough.
     *
     * @param count pictures kept at most
     * @param every of how many decoded ones is one kept, so that they differ
     */
    static DecodedClip open(Path clip, int count, int every) throws BenchException {
        List<VideoFrame> kept = new ArrayList<>();
        DecodedClip result = new DecodedClip(kept);
        Demuxer.Settings settings = Demuxer.Settings.of(LIMIT, LIMIT);
        SourceUrl source = new SourceUrl(clip.toAbsolutePath().toUri(), null);
        int[] seen = {0};
        try (Demuxer demuxer = Demuxer.open(source, settings, () -> false);
                VideoDecoder decoder = new VideoDecoder(ID, demuxer.format(), new NativeLeases())) {
            DemuxedPacket packet = demuxer.read();
            while (packet != null && kept.size() < count) {
                decoder.decode(
                        packet.ofFile(ID, demuxer.format()), frame -> keep(frame, kept, count, seen[0]++ % every == 0));
                packet = demuxer.read();
            }
        } catch (FfmpegException | UnsupportedStreamException e) {
            result.close();
            throw new BenchException(clip + ": " + e.getMessage(), e);
        }
        if (kept.isEmpty()) {
            throw new BenchException(clip + ": no picture in it could be decoded");
        }
        return result;
    }

    private static void keep(VideoFrame frame, List<VideoFrame> kept, int count, boolean wanted) {
        if (wanted && kept.size() < count) {
            kept.add(frame);
        } else {
            frame.close();
        }
    }

    /** One of the pictures, round and round; stays this clip's. */
    VideoFrame frame(long index) {
        return frames.get((int) (index % frames.size()));
    }

    /** Such as "1280x720, 16 pictures". */
    String text() {
        VideoFrame first = frames.get(0);
        return first.widthPx() + "x" + first.heightPx() + ", " + frames.size() + " pictures";
    }

    @Override
    public void close() {
        frames.forEach(VideoFrame::close);
    }
}
