package io.streetward.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceBatcherTest {
    private static final InputSpec SPEC = new InputSpec(4, 4, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelInputPool pool = new ModelInputPool(SPEC, 16);
    private final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();
    private final BlockingQueue<Detections> results = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private InferenceBatcher<ModelInput, Detections> batcher;

    /** Records what it is given; waits for the gate on its first batch; fails where a picture is named so. */
    private final class Recorder implements Detector {
        private boolean first = true;

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public InputSpec input() {
            return SPEC;
        }

        @Override
        public List<Detections> detect(List<ModelInput> batch) throws DetectorException {
            batches.add(batch.stream()
                    .map(i -> i.frame().stream() + "@" + i.frame().pts().micros())
                    .toList());
            if (first) {
                first = false;
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (batch.stream().anyMatch(i -> i.frame().stream().value().equals("bad"))) {
                throw new DetectorException("broken on purpose");
            }
            return batch.stream().map(i -> new Detections(i.frame(), List.of())).toList();
        }

        @Override
        public void close() {}
    }

    private void start(int maxBatch, Duration maxWait) {
        batcher = InferenceBatcher.ofDetectors(
                List.of(new Recorder()), new InferenceBatcher.Settings(maxBatch, maxWait), meters);
        batcher.start();
    }

    private void submit(String camera, long pts) {
        FrameRef frame = new FrameRef(new StreamId(camera), new MediaTime(pts), Instant.EPOCH, 4, 4, true);
        batcher.submit(Objects.requireNonNull(pool.lend(frame)), results::add);
    }

    private double dropped(String reason) {
        return meters.get("streetward.inference.dropped")
                .tags("stage", "detect", "model", "recorder", "reason", reason)
                .counter()
                .count();
    }

    private List<String> nextBatch() throws InterruptedException {
        return batches.poll(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        gate.countDown();
        batcher.close();
        assertThat(pool.lent()).as("leases left").isZero();
    }

    @Test
    void theNewerPictureOfACameraTakesTheOldersTurn() throws Exception {
        start(1, Duration.ZERO);
        submit("a", 1);
        assertThat(nextBatch()).containsExactly("a@1");
        submit("b", 1);
        submit("c", 1);
        submit("b", 2);
        gate.countDown();
        assertThat(nextBatch()).containsExactly("b@2");
        assertThat(nextBatch()).containsExactly("c@1");
        assertThat(dropped("superseded")).isEqualTo(1);
    }

    @Test
    void aFullBatchDoesNotWait() throws Exception {
        start(2, Duration.ofHours(1));
        submit("a", 1);
        submit("b", 1);
        assertThat(nextBatch()).containsExactly("a@1", "b@1");
    }

    @Test
    void aLonelyPictureWaitsNoLongerThanTheDeadline() throws Exception {
        gate.countDown();
        start(8, Duration.ofMillis(10));
        submit("a", 1);
        assertThat(nextBatch()).containsExactly("a@1");
        assertThat(results.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void oneBadBatchIsCountedAndTheNextOneRuns() throws Exception {
        gate.countDown();
        start(1, Duration.ZERO);
        submit("bad", 1);
        nextBatch();
        submit("a", 1);
        assertThat(results.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(dropped("failed")).isEqualTo(1);
    }

    @Test
    void anEmptyPoolLendsNothing() {
        start(1, Duration.ZERO);
        ModelInputPool one = new ModelInputPool(SPEC, 1);
        FrameRef frame = new FrameRef(new StreamId("a"), MediaTime.ZERO, Instant.EPOCH, 4, 4, true);
        ModelInput lent = one.lend(frame);
        assertThat(one.lend(frame)).isNull();
        Objects.requireNonNull(lent).close();
        lent.close();
        assertThat(one.lent()).isZero();
        assertThat(one.lend(frame)).isNotNull();
    }

    @Test
    void aCameraFasterThanTheDeadlineDoesNotPutItOff() throws Exception {
        gate.countDown();
        Duration maxWait = Duration.ofMillis(300);
        start(8, maxWait);
        long begun = System.nanoTime();
        long pts = 0;
        // Were the deadline counted from the newest picture, this would go on for ever.
        while (batches.isEmpty() && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20)) {
            submit("a", pts++);
            Thread.sleep(1);
        }
        assertThat(batches).isNotEmpty();
    }

    @Test
    void aFullQueueGivesUpWhatHasWaitedLongest() throws Exception {
        batcher = InferenceBatcher.ofDetectors(
                List.of(new Recorder()), new InferenceBatcher.Settings(1, Duration.ZERO, 2), meters);
        batcher.start();
        submit("busy", 1);
        nextBatch();
        submit("a", 1);
        submit("b", 1);
        submit("c", 1);
        gate.countDown();
        assertThat(nextBatch()).containsExactly("b@1");
        assertThat(nextBatch()).containsExactly("c@1");
        assertThat(dropped("full")).isEqualTo(1);
    }

    @Test
    void aReceiverThatThrowsTakesNothingFromTheOthers() throws Exception {
        start(2, Duration.ofHours(1));
        FrameRef frame = new FrameRef(new StreamId("a"), MediaTime.ZERO, Instant.EPOCH, 4, 4, true);
        batcher.submit(Objects.requireNonNull(pool.lend(frame)), r -> {
            throw new IllegalStateException("on purpose");
        });
        submit("b", 7);
        gate.countDown();
        assertThat(results.poll(10, TimeUnit.SECONDS).frame().pts()).isEqualTo(new MediaTime(7));
        assertThat(dropped("failed")).isZero();
    }

    @Test
    void batchesAndTheirFillAndWaitsAreMeasured() throws Exception {
        gate.countDown();
        start(2, Duration.ofHours(1));
        submit("a", 1);
        submit("b", 1);
        results.poll(10, TimeUnit.SECONDS);
        results.poll(10, TimeUnit.SECONDS);
        assertThat(meters.get("streetward.inference.batch.size").summary().count())
                .isEqualTo(1);
        assertThat(meters.get("streetward.inference.batch.size").summary().totalAmount())
                .isEqualTo(2);
        assertThat(meters.get("streetward.inference.wait").timer().count()).isEqualTo(2);
        assertThat(meters.get("streetward.inference.time").timer().count()).isEqualTo(1);
    }
}
