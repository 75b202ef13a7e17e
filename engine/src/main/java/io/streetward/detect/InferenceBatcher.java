package io.streetward.detect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch for all cameras: collects inputs until a batch is full or the oldest has waited long enough, then runs it on
 * one of a fixed number of threads, each with a model of its own.
 *
 * <p>Queue: one waiting input per key, which is the camera for detectors and the camera's object for classifiers; at most
 * {@link Settings#maxWaiting()} keys. Overflow policy: a newer input takes the place, and the turn, of the older of its
 * key; where a new key finds the queue full, the longest waiting input goes. Meters, each with the tags {@code stage} and
 * {@code model}:
 *
 * <ul>
 *   <li>{@code streetward.inference.batch.size}: count is the number of batches, sum that of inputs, their ratio the fill;
 *   <li>{@code streetward.inference.wait}: from submission to the start of its batch, per input;
 *   <li>{@code streetward.inference.time}: per batch;
 *   <li>{@code streetward.inference.dropped}, tag {@code reason}: {@code superseded} by a newer one, {@code full} queue,
 *       {@code failed} model.
 * </ul>
 *
 * @param <I> what a model is fed
 * @param <R> what it says of one input
 */
public final class InferenceBatcher<I extends ModelInput, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceBatcher.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /**
     * When a batch is closed, and how much may wait.
     *
     * @param maxBatch inputs in a batch at most
     * @param maxWait longest time the oldest input waits for company
     * @param maxWaiting inputs waiting at most
     */
    public record Settings(int maxBatch, Duration maxWait, int maxWaiting) {
        /** More cameras, or objects in sight at one time, than one engine serves. */
        public static final int DEFAULT_MAX_WAITING = 1024;

        public Settings(int maxBatch, Duration maxWait) {
            this(maxBatch, maxWait, DEFAULT_MAX_WAITING);
        }
    }

    /**
     * One input in the queue.
     *
     * @param sinceNanos when it was submitted
     * @param turnNanos when the first of its key was, which sets the deadline: a camera faster than the deadline would
     *     otherwise put its own off for ever
     */
    private record Waiting<I, R>(I input, Consumer<? super R> sink, long sinceNanos, long turnNanos) {}

    private final Settings settings;
    private final Function<? super I, ?> key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Waiting<I, R>> waiting = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<BatchModel<I, R>> models;
    private boolean closed;

    private final Counter superseded;
    private final Counter full;
    private final Counter failed;
    private final Timer inferenceTime;
    private final Timer waitTime;
    private final DistributionSummary fill;

    private InferenceBatcher(
            String stage,
            List<? extends BatchModel<I, R>> models,
            Function<? super I, ?> key,
            Settings settings,
            MeterRegistry meters) {
        this.settings = settings;
        this.key = key;
        this.models = List.copyOf(models);
        Tags tags = Tags.of("stage", stage, "model", this.models.get(0).name());
        this.superseded = meters.counter("streetward.inference.dropped", tags.and("reason", "superseded"));
        this.full = meters.counter("streetward.inference.dropped", tags.and("reason", "full"));
        this.failed = meters.counter("streetward.inference.dropped", tags.and("reason", "failed"));
        this.inferenceTime = meters.timer("streetward.inference.time", tags);
        this.waitTime = meters.timer("streetward.inference.wait", tags);
        this.fill = meters.summary("streetward.inference.batch.size", tags);
        for (BatchModel<I, R> model : this.models) {
            Thread thread = new Thread(() -> run(model), stage + "-inference-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    /**
     * A batcher of pictures, newest wins per camera; takes over the detectors, one thread each.
     *
     * @param detectors at least one, all of one bundle; closed with the batcher
     */
    public static InferenceBatcher<ModelInput, Detections> ofDetectors(
            List<? extends Detector> detectors, Settings settings, MeterRegistry meters) {
        return new InferenceBatcher<>("detect", detectors, input -> input.frame().stream(), settings, meters);
    }

    /**
     * A batcher of crops, newest wins per object; takes over the classifiers, one thread each.
     *
     * @param classifiers at least one, all of one bundle; closed with the batcher
     */
    public static InferenceBatcher<CropInput, Classification> ofClassifiers(
            List<? extends CropClassifier> classifiers, Settings settings, MeterRegistry meters) {
        return new InferenceBatcher<>("classify", classifiers, CropInput::object, settings, meters);
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Queues an input; takes over the lease.
     *
     * @param sink called with the result on an inference thread; must not block
     */
    public void submit(I input, Consumer<? super R> sink) {
        @Nullable Waiting<I, R> dropped;
        Counter reason = superseded;
        lock.lock();
        try {
            if (closed) {
                input.close();
                return;
            }
            Object itsKey = key.apply(input);
            long now = System.nanoTime();
            @Nullable Waiting<I, R> older = waiting.get(itsKey);
            dropped = older;
            if (older == null && waiting.size() >= settings.maxWaiting()) {
                dropped = takeFirst();
                reason = full;
            }
            // Replacing keeps the key's place in the map, so a busy camera does not push itself to the back.
            waiting.put(itsKey, new Waiting<>(input, sink, now, older == null ? now : older.turnNanos()));
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (dropped != null) {
            reason.increment();
            dropped.input().close();
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
                models.get(i).close();
            }
        }
    }

    private void run(BatchModel<I, R> model) {
        // Kept from batch to batch, as are the models' own buffers.
        List<Waiting<I, R>> batch = new ArrayList<>(settings.maxBatch());
        List<I> inputs = new ArrayList<>(settings.maxBatch());
        while (nextBatch(batch)) {
            try {
                for (Waiting<I, R> w : batch) {
                    inputs.add(w.input());
                }
                infer(model, batch, inputs);
            } finally {
                inputs.forEach(ModelInput::close);
                inputs.clear();
                batch.clear();
            }
        }
    }

    private void infer(BatchModel<I, R> model, List<Waiting<I, R>> batch, List<I> inputs) {
        long start = System.nanoTime();
        for (Waiting<I, R> w : batch) {
            waitTime.record(start - w.sinceNanos(), TimeUnit.NANOSECONDS);
        }
        fill.record(batch.size());
        List<R> results;
        try {
            results = model.infer(inputs);
            if (results.size() != batch.size()) {
                throw new DetectorException("returned " + results.size() + " results, expected " + batch.size());
            }
            inferenceTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        } catch (DetectorException | RuntimeException e) {
            // The thread boundary: one bad batch must not take inference away from every camera.
            failed.increment(batch.size());
            LOG.error("{} failed on a batch of {}: {}", model.name(), batch.size(), e.getMessage(), e);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            try {
                batch.get(i).sink().accept(results.get(i));
            } catch (RuntimeException e) {
                // Nor may one camera's trouble take the result from the others of its batch.
                LOG.error("a result of {} could not be handed on: {}", model.name(), e.getMessage(), e);
            }
        }
    }

    /** Waits for a batch and moves it to {@code batch}; false when closed. */
    private boolean nextBatch(List<Waiting<I, R>> batch) {
        lock.lock();
        try {
            while (!closed) {
                if (waiting.size() >= settings.maxBatch()) {
                    take(batch);
                    return true;
                }
                if (waiting.isEmpty()) {
                    changed.await();
                } else {
                    long oldest = waiting.values().iterator().next().turnNanos();
                    long left = oldest + settings.maxWait().toNanos() - System.nanoTime();
                    if (left <= 0) {
                        take(batch);
                        return true;
                    }
                    changed.awaitNanos(left);
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void take(List<Waiting<I, R>> batch) {
        while (!waiting.isEmpty() && batch.size() < settings.maxBatch()) {
            batch.add(takeFirst());
        }
    }

    private Waiting<I, R> takeFirst() {
        Iterator<Waiting<I, R>> it = waiting.values().iterator();
        Waiting<I, R> first = it.next();
        it.remove();
        return first;
    }
}
