package io.streetward.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseIds;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.cases.SqlCaseBook;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.config.StreetwardConfig;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.RecordingFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.PictureHealth;
import io.streetward.media.StreamId;
import io.streetward.pipeline.SharedStages;
import io.streetward.pipeline.StreamPipeline;
import io.streetward.track.ByteTracker;
import io.streetward.track.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** One recording through one camera's pipeline, from beginning to end. Used once, on one thread. */
final class ReplayRun {
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private final StreetwardConfig config;
    private final StreetwardConfig.Camera camera;
    private final Path video;
    private final Instant start;
    private final ClipClock clock;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ReplayEyes eyes = new ReplayEyes();
    private MediaTime zero = MediaTime.ZERO;
    private long packets;

    ReplayRun(StreetwardConfig config, StreetwardConfig.Camera camera, Path video, Instant start) {
        this.config = config;
        this.camera = camera;
        this.video = video;
        this.start = start;
        this.clock = new ClipClock(start);
    }

    ReplayedClip run(SharedStages shared, ReplayWatcher watcher) throws ReplayException, InterruptedException {
        try {
            Path folder = Files.createTempDirectory("streetward-replay");
            try (CaseBook book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock)) {
                return run(shared, watcher, book);
            } finally {
                delete(folder);
            }
        } catch (IOException | CaseBookException e) {
            throw new ReplayException("cannot keep a case book while replaying " + video + ": " + e.getMessage(), e);
        }
    }

    private ReplayedClip run(SharedStages shared, ReplayWatcher watcher, CaseBook book)
            throws ReplayException, InterruptedException {
        StreamId id = new StreamId(camera.id());
        CameraRules rules = new CameraRules(config, camera, shared.changes(), meters);
        // Case ids are of no consequence here; the same in each run all the same.
        CaseIds ids = new CaseIds(clock, new Random(0));
        ReplayDesk desk = new ReplayDesk(new IncidentCorrelator(book, ids, clock, rules.context()), clock);
        PacketRing ring = new PacketRing(
                Duration.ofSeconds(config.evidence().ringSeconds()),
                config.evidence().ringMegabytes() * BYTES_PER_MEGABYTE);
        try (RecordingFile recording = RecordingFile.open(video, id, start);
                StreamPipeline pipeline = new StreamPipeline(
                        id,
                        rules.policy(),
                        ring,
                        PictureHealth.NONE,
                        eyes.on(new ByteTracker(TrackerSettings.defaults())),
                        eyes.on(rules.sceneModel()),
                        rules::rules,
                        desk,
                        shared,
                        clock,
                        meters)) {
            Duration length = feed(recording, pipeline, desk, watcher);
            return new ReplayedClip(camera.id(), length, alarms(desk), work());
        } catch (FfmpegException | UnsupportedStreamException e) {
            throw new ReplayException(video + ": " + e.getMessage(), e);
        }
    }

    private Duration feed(RecordingFile recording, StreamPipeline pipeline, ReplayDesk desk, ReplayWatcher watcher)
            throws FfmpegException, ReplayException, InterruptedException {
        MediaTime end = null;
        Duration step = Duration.ZERO;
        for (EncodedPacket packet = recording.next(); packet != null; packet = recording.next()) {
            packets++;
            zero = recording.firstPicture();
            clock.set(packet.receivedAt());
            pipeline.onRecordedPacket(packet);
            desk.check();
            watcher.after(packet, packet.pts().since(zero), () -> state(desk));
            if (end == null || packet.pts().isAfter(end)) {
                step = end == null || !packet.duration().isZero()
                        ? packet.duration()
                        : packet.pts().since(end);
                end = packet.pts();
            }
        }
        if (end == null) {
            throw new ReplayException(video + ": holds no picture that can be decoded, expected at least one keyframe");
        }
        pipeline.endOfRecording();
        desk.check();
        return end.since(zero).plus(step);
    }

    private ReplayState state(ReplayDesk desk) {
        return new ReplayState(eyes.tracks(), eyes.view(), desk.stays(), alarms(desk));
    }

    private List<ReplayedClip.Alarm> alarms(ReplayDesk desk) {
        return desk.filed().stream()
                .map(filed -> alarm(filed.incident().file(), filed.at()))
                .toList();
    }

    /** Filed by the clock of arrivals, which runs with the times of decoding; pictures are told by when they are shown. */
    private ReplayedClip.Alarm alarm(CaseFile file, Instant at) {
        Duration confirmed = file.confirmed().pts().since(zero);
        Duration filed = Duration.between(start, at);
        return new ReplayedClip.Alarm(
                file, file.started().pts().since(zero), filed.compareTo(confirmed) > 0 ? filed : confirmed);
    }

    private ReplayedClip.Work work() {
        long lost = Math.round(
                sum("streetward.decode.dropped") + sum("streetward.rules.dropped") + sum("streetward.scene.dropped"));
        return new ReplayedClip.Work(
                packets,
                Math.round(sum("streetward.decode.frames")),
                Math.round(sum("streetward.decode.damaged")),
                eyes.looks(),
                Math.round(sum("streetward.pipeline.looks.unchanged")),
                lost,
                eyes.sceneTime());
    }

    private double sum(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
