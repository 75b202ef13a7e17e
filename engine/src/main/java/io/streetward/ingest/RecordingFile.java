package io.streetward.ingest;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recording as the camera's stream that it was: the same timeline, the same access units as if it had been played in
 * real time from {@code start} on, but as fast as they are read. For one thread.
 */
public final class RecordingFile implements AutoCloseable {
    /** Of a file on a disk, or a network drive that woke up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A source that tells neither times nor durations is taken for the usual 25 pictures a second. */
    private static final long USUAL_STEP_MICROS = 40_000;

    private final StreamId stream;
    private final Demuxer demuxer;
    private final Instant start;
    private final StreamTimeline timeline = new StreamTimeline();
    private boolean begun;
    private long arrivalMicros;
    private long lastMicros = DemuxedPacket.NO_TIMESTAMP;
    private @Nullable MediaTime firstPicture;

    private RecordingFile(StreamId stream, Demuxer demuxer, Instant start) {
        this.stream = stream;
        this.demuxer = demuxer;
        this.start = start;
    }

    /**
     * Opens a file.
     *
     * @param stream whose recording it is
     * @param start UTC, when its first access unit is taken to have arrived
     * @throws FfmpegException when it cannot be read
     * @throws UnsupportedStreamException when it has no H.264 or H.265 video
     */
    public static RecordingFile open(Path file, StreamId stream, Instant start)
            throws FfmpegException, UnsupportedStreamException {
        SourceUrl source = new SourceUrl(file.toAbsolutePath().toUri(), null);
        return new RecordingFile(
                stream, Demuxer.open(source, Demuxer.Settings.of(PATIENCE, PATIENCE), () -> false), start);
    }

    /**
     * The next access unit, from the first keyframe on; its {@code receivedAt} is {@code start} plus the media time since
     * the first one.
     *
     * @return null at the end
     * @throws FfmpegException when the file is broken there
     */
    public @Nullable EncodedPacket next() throws FfmpegException {
        for (DemuxedPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
            arrivalMicros += step(packet);
            StreamTimeline.Placed placed = timeline.place(packet, arrivalMicros * 1_000);
            if (firstPicture == null && packet.keyframe()) {
                firstPicture = placed.pts();
            }
            if (firstPicture != null) {
                return new EncodedPacket(
                        stream,
                        demuxer.format(),
                        placed.pts(),
                        placed.dts(),
                        Duration.ofNanos(packet.durationMicros() * 1_000),
                        packet.keyframe(),
                        start.plusNanos(arrivalMicros * 1_000),
                        packet.payload());
            }
        }
        return null;
    }

    /** Media time of the first picture; zero before it was read. */
    public MediaTime firstPicture() {
        return firstPicture == null ? MediaTime.ZERO : firstPicture;
    }

    @Override
    public void close() {
        demuxer.close();
    }

    /** How long after the former one it came; where the times step back, as after a cut, its duration stands for it. */
    private long step(DemuxedPacket packet) {
        long usual = packet.durationMicros() > 0 ? packet.durationMicros() : USUAL_STEP_MICROS;
        long micros = packet.dtsMicros() != DemuxedPacket.NO_TIMESTAMP ? packet.dtsMicros() : packet.ptsMicros();
        long before = lastMicros;
        lastMicros = micros;
        if (!begun) {
            begun = true;
            return 0;
        }
        boolean known = micros != DemuxedPacket.NO_TIMESTAMP && before != DemuxedPacket.NO_TIMESTAMP;
        return known && micros >= before ? micros - before : usual;
    }
}
