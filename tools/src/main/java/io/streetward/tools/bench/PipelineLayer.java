package io.streetward.tools.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.media.FrameRef;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The product's own path from decoded frames to detections: scaler, input pool, batcher, detectors. Its cameras are twice
 * as many as the detectors take at once, each with one picture under way, so that a batch fills while another runs and
 * none is superseded.
 */
final class PipelineLayer implements Layer {
    private static final Duration MAX_WAIT = Duration.ofMillis(100);
    private static final long STALL_SECONDS = 60;

    private final DecodedClip clip;
    private final ModelInputPool pool;
    private final InferenceBatcher<ModelInput, Detections> batcher;
    private final BlockingQueue<Camera> idle;
    private final int cameras;
    private final List<FrameScaler> scalers = new ArrayList<>();
    private final ExecutorService producers;
    private final AtomicLong next = new AtomicLong();

    private record Camera(StreamId id) {}

    /**
     * Borrows the detectors.
     *
     * @param batch pictures in a batch at most
     */
    PipelineLayer(List<Detector> detectors, int batch, DecodedClip clip) {
        this.clip = clip;
        this.cameras = 2 * batch * detectors.size();
        // A camera is idle again when its detections are out; the batch's buffers come back a little later.
        this.pool = new ModelInputPool(detectors.get(0).input(), cameras + batch * detectors.size());
        this.idle = new ArrayBlockingQueue<>(cameras);
        for (int i = 0; i < cameras; i++) {
            idle.add(new Camera(new StreamId("camera-" + i)));
        }
        this.batcher = InferenceBatcher.ofDetectors(
                detectors.stream().<Detector>map(Borrowed::new).toList(),
                new InferenceBatcher.Settings(batch, MAX_WAIT),
                new SimpleMeterRegistry());
        this.producers = Executors.newFixedThreadPool(detectors.size(), task -> new Thread(task, "bench-scale"));
        detectors.forEach(detector -> scalers.add(new FrameScaler()));
        batcher.start();
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public Sample run(Duration stretch) throws BenchException {
        long end = System.nanoTime() + stretch.toNanos();
        return run(() -> System.nanoTime() < end);
    }

    /** Feeds pictures until {@code goOn} says no, asked before each. */
    Sample run(GoOn goOn) throws BenchException {
        Sample.Latencies latencies = new Sample.Latencies();
        long cpu = ProcessCpu.nanos();
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (FrameScaler scaler : scalers) {
            running.add(producers.submit(() -> {
                while (goOn.goOn()) {
                    feed(scaler, latencies);
                }
                return null;
            }));
        }
        try {
            for (Future<?> producer : running) {
                producer.get();
            }
            drain();
        } catch (ExecutionException e) {
            throw new BenchException("pipeline: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("pipeline: interrupted", e);
        }
        return new Sample(latencies.size(), System.nanoTime() - start, ProcessCpu.nanos() - cpu, latencies);
    }

    /** Whether another picture should be fed. */
    interface GoOn {
        boolean goOn();
    }

    private void feed(FrameScaler scaler, Sample.Latencies latencies)
            throws BenchException, FfmpegException, InterruptedException {
        Camera camera = takeIdle();
        long start = System.nanoTime();
        VideoFrame frame = clip.frame(next.getAndIncrement());
        FrameRef ref = new FrameRef(
                camera.id(), frame.pts(), frame.receivedAt(), frame.widthPx(), frame.heightPx(), frame.keyframe());
        ModelInput input = scale(scaler, pool, frame, ref);
        batcher.submit(input, detections -> {
            latencies.add(System.nanoTime() - start);
            idle.add(camera);
        });
    }

    /** A lease on {@code frame}, scaled as the pool's model wants it. */
    static ModelInput scale(FrameScaler scaler, ModelInputPool pool, VideoFrame frame, FrameRef ref)
            throws FfmpegException, BenchException {
        ModelInput input = pool.lend(ref);
        if (input == null) {
            throw new BenchException("no input buffer is free, expected one per picture under way");
        }
        InputSpec spec = pool.spec();
        Letterbox at = input.letterbox();
        scaler.scale(
                frame,
                input.pixels(),
                spec.widthPx(),
                new PixelBox(at.xPx(), at.yPx(), at.widthPx(), at.heightPx()),
                spec.order() == InputSpec.ColourOrder.BGR);
        return input;
    }

    private Camera takeIdle() throws InterruptedException, BenchException {
        Camera camera = idle.poll(STALL_SECONDS, TimeUnit.SECONDS);
        if (camera == null) {
            throw new BenchException(
                    "no detections came for " + STALL_SECONDS + " s; see the log for the detector's error");
        }
        return camera;
    }

    private void drain() throws InterruptedException, BenchException {
        List<Camera> back = new ArrayList<>();
        while (back.size() < cameras) {
            back.add(takeIdle());
        }
        idle.addAll(back);
    }

    @Override
    public void close() {
        producers.shutdown();
        batcher.close();
        scalers.forEach(FrameScaler::close);
    }

    /** Another's detector: the batcher's closing does not close it. */
    private record Borrowed(Detector detector) implements Detector {
        @Override
        public String name() {
            return detector.name();
        }

        @Override
        public InputSpec input() {
            return detector.input();
        }

        @Override
        public List<Detections> detect(List<ModelInput> batch) throws DetectorException {
            return detector.detect(batch);
        }

        @Override
        public void close() {
            // its owner does
        }
    }
}
