package io.streetward.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.streetward.cases.CaseEvent;
import io.streetward.cases.SinkBacklog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path folder;

    /** Says when it was told, and on which thread. */
    private static final class Bell implements Sink {
        private final Semaphore rings = new Semaphore(0);
        private volatile String thread = "";

        @Override
        public Outcome deliver(CaseEvent event) {
            thread = Thread.currentThread().getName();
            rings.release();
            return new Outcome.Delivered();
        }

        @Override
        public void close() {}
    }

    /** Never answers. */
    private static final class Abyss implements Sink {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);
        private volatile boolean closed;

        @Override
        public Outcome deliver(CaseEvent event) throws InterruptedException {
            asked.countDown();
            never.await();
            return new Outcome.Delivered();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void anEventWakesTheSinksThreadAndOneThatNeverAnswersNeitherHoldsTheOthersNorTheEnd() throws Exception {
        Bell bell = new Bell();
        Abyss abyss = new Abyss();
        try (OutboxRig rig = new OutboxRig(folder)) {
            Outbox outbox = Outbox.start(
                    rig.ledger(),
                    List.of(setup("bell", bell, 1), setup("abyss", abyss, 4)),
                    Clock.systemUTC(),
                    rig.meters);
            rig.book().onEvents(outbox::wake);
            rig.file();
            assertThat(bell.rings.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bell.thread).isEqualTo("sink-bell");
            assertThat(abyss.asked.await(20, TimeUnit.SECONDS)).isTrue();
            rig.file();
            assertThat(bell.rings.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertTimeoutPreemptively(Duration.ofSeconds(10), outbox::close);
            assertThat(abyss.closed).isTrue();
            SinkBacklog backlog = rig.ledger().backlog("abyss");
            assertThat(backlog.pending()).isEqualTo(2);
            assertThat(backlog.delivered()).isZero();
            assertThat(rig.meters
                            .get("streetward.delivery.attempts")
                            .tags("sink", "bell", "outcome", "delivered")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
    }

    private static SinkSetup setup(String id, Sink sink, int parallel) {
        return new SinkSetup(id, sink, EventFilter.ALL, OutboxRig.RETRY, parallel, true);
    }
}
