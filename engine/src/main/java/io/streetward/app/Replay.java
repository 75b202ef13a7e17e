package io.streetward.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.NativeLeases;
import io.streetward.config.StreetwardConfig;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.pipeline.OverloadGovernor;
import io.streetward.pipeline.SharedStages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The live engine on recordings, as fast as the machine goes: the same pipeline, tracker, rules, correlator and case book,
 * fed in lock-step so that nothing is dropped, by a clock that follows the clip. It says what would have been filed, and
 * says the same each time.
 *
 * <p>Unlike live, each picture goes to the detector by itself: what it answers must not depend on which other clip's
 * picture came at the same moment. Several clips at once keep the cores busy instead.
 *
 * <p>Safe for use by several threads, one clip each.
 */
public final class Replay implements AutoCloseable {
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final StreetwardConfig config;
    private final Instant start;
    private final MeterRegistry meters;
    private final SharedStages shared;
    private final ShutdownStack shutdown;

    private Replay(
            StreetwardConfig config, Instant start, MeterRegistry meters, SharedStages shared, ShutdownStack shutdown) {
        this.config = config;
        this.start = start;
        this.meters = meters;
        this.shared = shared;
        this.shutdown = shutdown;
    }

    /**
     * Opens the detectors.
     *
     * @param clipsAtOnce threads that will call {@link #run}, at least 1
     * @param start UTC, when each recording is taken to have begun, for rules that hold at some hours only
     * @throws StartupException when something is missing; nothing stays open then
     */
    public static Replay open(StreetwardConfig config, int clipsAtOnce, Instant start) throws StartupException {
        MeterRegistry meters = new SimpleMeterRegistry();
        ShutdownStack shutdown = new ShutdownStack();
        int cores = Runtime.getRuntime().availableProcessors();
        List<Detector> detectors = DetectorSet.open(config.models(), clipsAtOnce, Math.max(1, cores / clipsAtOnce));
        InferenceBatcher<ModelInput, Detections> batcher = InferenceBatcher.ofDetectors(
                detectors, new InferenceBatcher.Settings(1, Duration.ZERO, clipsAtOnce), meters);
        shutdown.push("inference", batcher::close);
        ExecutorService decodePool = pool("decode", clipsAtOnce);
        shutdown.push("decode pool", () -> end(decodePool));
        ExecutorService rulePool = pool("rules", clipsAtOnce);
        shutdown.push("rule pool", () -> end(rulePool));
        SharedChangeModel changes = openChanges(config, shutdown);
        batcher.start();
        SharedStages shared = new SharedStages(
                decodePool,
                null,
                // Never reviewed, so it grants every GOP: a recording waits, and cannot be too much for the machine.
                new OverloadGovernor(new ClipClock(start), meters),
                // One being made while the one before it is looked at.
                new ModelInputPool(detectors.get(0).input(), 2 * clipsAtOnce),
                new NativeLeases(),
                batcher,
                rulePool,
                changes);
        return new Replay(config, start, meters, shared, shutdown);
    }

    /**
     * Replays one recording to its end.
     *
     * @param cameraId a camera of the configuration, whose zones and settings hold
     * @param video a file with H.264 or H.265 video
     * @throws ReplayException when it cannot be read, or something went wrong that would make the answer wrong
     */
    public ReplayedClip run(String cameraId, Path video, ReplayWatcher watcher)
            throws ReplayException, InterruptedException {
        StreetwardConfig.Camera camera = config.cameras().stream()
                .filter(c -> c.id().equals(cameraId))
                .findFirst()
                .orElseThrow(() -> new ReplayException("no camera " + cameraId + " in the configuration; it has "
                        + config.cameras().stream()
                                .map(StreetwardConfig.Camera::id)
                                .toList()));
        ReplayedClip replayed = new ReplayRun(config, camera, video, start).run(shared, watcher);
        double unanswered = meters.find("streetward.inference.dropped").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        if (unanswered > 0 || replayed.work().lost() > 0) {
            throw new ReplayException(
                    video + ": " + Math.round(unanswered + replayed.work().lost())
                            + " pictures were not looked at to the end; the log says why");
        }
        return replayed;
    }

    /** Wall time that all detectors together have worked so far. */
    public Duration inferenceTime() {
        return Duration.ofNanos(Math.round(meters.find("streetward.inference.time").timers().stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.NANOSECONDS))
                .sum()));
    }

    /** Decoded pictures still held in native memory; 0 when no clip is being replayed. */
    public long picturesHeld() {
        return shared.leases().open();
    }

    @Override
    public void close() {
        shutdown.close();
    }

    /** Whatever was opened before it is closed when it cannot be. */
    private static @Nullable SharedChangeModel openChanges(StreetwardConfig config, ShutdownStack shutdown)
            throws StartupException {
        try {
            SharedChangeModel changes = SharedChangeModel.open(config);
            if (changes != null) {
                shutdown.push("change model", changes::close);
            }
            return changes;
        } catch (StartupException e) {
            shutdown.close();
            throw e;
        }
    }

    private static ExecutorService pool(String role, int threads) {
        AtomicInteger count = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, role + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }
}
