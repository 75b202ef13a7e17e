package io.streetward.tools.replay;

import io.streetward.codec.NativeLeases;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.codec.VideoDecoder;
import io.streetward.ingest.RecordingFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts a file's pictures by decoding each. */
final class Pictures {
    private Pictures() {}

    static int in(Path file) throws IOException {
        StreamId id = new StreamId("drawn");
        AtomicInteger count = new AtomicInteger();
        try (RecordingFile recording = RecordingFile.open(file, id, Instant.EPOCH)) {
            EncodedPacket packet = recording.next();
            if (packet == null) {
                return 0;
            }
            try (VideoDecoder decoder = new VideoDecoder(id, packet.format(), new NativeLeases())) {
                for (; packet != null; packet = recording.next()) {
                    decoder.decode(packet, frame -> count(frame, count));
                }
                decoder.drain(frame -> count(frame, count));
            }
        } catch (UnsupportedStreamException e) {
            throw new IOException(e);
        }
        return count.get();
    }

    private static void count(VideoFrame frame, AtomicInteger count) {
        try (frame) {
            count.incrementAndGet();
        }
    }
}
