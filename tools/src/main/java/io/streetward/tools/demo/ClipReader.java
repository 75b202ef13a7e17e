package io.streetward.tools.demo;

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
import java.util.concurrent.atomic.AtomicInteger;

/** Decodes a clip to its end, to know that others can. */
final class ClipReader {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ClipReader() {}

    /** The number of pictures in {@code clip}, every one decoded. */
    static int countPictures(Path clip) throws FfmpegException, UnsupportedStreamException {
        StreamId id = new StreamId("clip");
        AtomicInteger pictures = new AtomicInteger();
        Demuxer.Settings settings = Demuxer.Settings.of(LIMIT, LIMIT);
        try (Demuxer demuxer = Demuxer.open(new SourceUrl(clip.toAbsolutePath().toUri(), null), settings, () -> false);
                VideoDecoder decoder = new VideoDecoder(id, demuxer.format(), new NativeLeases())) {
            for (DemuxedPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
                decoder.decode(packet.ofFile(id, demuxer.format()), frame -> count(frame, pictures));
            }
            decoder.drain(frame -> count(frame, pictures));
        }
        return pictures.get();
    }

    private static void count(VideoFrame frame, AtomicInteger pictures) {
        try (frame) {
            pictures.incrementAndGet();
        }
    }
}
