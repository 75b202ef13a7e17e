package io.streetward.detect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streetward.media.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch for all cameras: collects pictures until a batch is full or the oldest has waited long enough, then runs it
 * on one of a fixed number of threads, each with a detector of its own.
 *
 * <p>Queue: one waiting picture per camera, so its capacity is the number of cameras. Overflow policy: the newer picture
 * takes the place, and the turn, of the older. Drop counter: {@code streetward.inference.dropped{reason="superseded"}}.
 */
public final class InferenceBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceBatcher.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /**
     * When a batch is closed.
     *
     * @param maxBatch pictures in a batch at most
     * @param maxWait longest time the oldest picture waits for company
     */
    public record Settings(int maxBatch, Duration maxWait) {}

    private record Waiting(ModelInput input, Consumer<Detections> sink, long sinceNanos) {}

    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<StreamId, Waiting> waiting = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Detector> detectors;
    private boolean closed;

    private final Counter superseded;
    private final Counter failed;
    private final Timer inferenceTime;
    private final Timer waitTime;
    private final DistributionSummary fill;

    /**
     * Takes over the detectors, one thread each.
     *
     * @param detectors at least one; closed with the batcher
     */
    public InferenceBatcher(List<Detector> detectors, Settings settings, MeterRegistry meters) {
        this.settings = settings;
        this.detectors = List.copyOf(detectors);
        this.superseded = meters.counter("streetward.inference.dropped", "reason", "superseded");
        this.failed = meters.counter("streetward.inference.dropped", "reason", "failed");
        this.inferenceTime = meters.timer("streetward.inference.time");
        this.waitTime = meters.timer("streetward.inference.wait");
        this.fill = meters.summary("streetward.inference.batch.size");
        for (Detector detector : this.detectors) {
            Thread thread = new Thread(() -> run(detector), "inference-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Queues a picture; takes over the lease.
     *
     * @param sink called with the result on an inference thread; must not block
     */
    public void submit(ModelInput input, Consumer<Detections> sink) {
        Waiting replaced;
        lock.lock();
        try {
            if (closed) {
                input.close();
                return;
            }
            // Replacing keeps the key's place in the map, so a busy camera does not push itself to the back.
            replaced = waiting.put(input.frame().stream(), new Waiting(input, sink, System.nanoTime()));
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (replaced != null) {
            superseded.increment();
            replaced.input().close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.values().forEach(w -> w.input().close());
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < threads.size(); i++) {
            try {
                threads.get(i).join(CLOSE_WAIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (threads.get(i).isAlive()) {
                // Freeing a model in the middle of an inference would take the whole process down.
                LOG.warn(
                        "{} is still busy; leaving its memory to the end of the process",
                        threads.get(i).getName());
            } else {
                detectors.get(i).close();
            }
        }
    }

    private void run(Detector detector) {
        for (List<Waiting> batch = nextBatch(); batch != null; batch = nextBatch()) {
            try {
                infer(detector, batch);
            } finally {
                batch.forEach(w -> w.input().close());
            }
        }
    }

    private void infer(Detector detector, List<Waiting> batch) {
        long start = System.nanoTime();
        batch.forEach(w -> waitTime.record(start - w.sinceNanos(), TimeUnit.NANOSECONDS));
        fill.record(batch.size());
        try {
            List<Detections> results =
                    detector.detect(batch.stream().map(Waiting::input).toList());
            inferenceTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).sink().accept(results.get(i));
            }
        } catch (DetectorException | RuntimeException e) {
            // The thread boundary: one bad batch must not take inference away from every camera.
            failed.increment(batch.size());
            LOG.error("{} failed on a batch of {}: {}", detector.name(), batch.size(), e.getMessage(), e);
        }
    }

    /** Waits for a batch; null when closed. */
    private @Nullable List<Waiting> nextBatch() {
        lock.lock();
        try {
            while (!closed) {
                if (waiting.size() >= settings.maxBatch()) {
                    return take();
                }
                if (waiting.isEmpty()) {
                    changed.await();
                } else {
                    long oldest = waiting.values().iterator().next().sinceNanos();
                    long left = oldest + settings.maxWait().toNanos() - System.nanoTime();
                    if (left <= 0) {
                        return take();
                    }
                    changed.awaitNanos(left);
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        Iterator<Waiting> it = waiting.values().iterator();
        while (it.hasNext() && batch.size() < settings.maxBatch()) {
            batch.add(it.next());
            it.remove();
        }
        return batch;
    }
}
