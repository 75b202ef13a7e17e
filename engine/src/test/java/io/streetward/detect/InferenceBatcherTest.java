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
    private InferenceBatcher batcher;

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
        batcher =
                new InferenceBatcher(List.of(new Recorder()), new InferenceBatcher.Settings(maxBatch, maxWait), meters);
        batcher.start();
    }

    private void submit(String camera, long pts) {
        FrameRef frame = new FrameRef(new StreamId(camera), new MediaTime(pts), Instant.EPOCH, 4, 4, true);
        batcher.submit(Objects.requireNonNull(pool.lend(frame)), results::add);
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
        assertThat(meters.counter("streetward.inference.dropped", "reason", "superseded")
                        .count())
                .isEqualTo(1);
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
        assertThat(meters.counter("streetward.inference.dropped", "reason", "failed")
                        .count())
                .isEqualTo(1);
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
}
