package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.TlsTrust;
import io.streetward.media.StreamId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An hour without a camera, let pass at once; the refused connections are real. */
class AbsentCameraTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch hourOver = new CountDownLatch(1);

    /** Pauses take no time, until the hour is over. */
    private final class Fast implements Waits {
        private long nanos;

        @Override
        public synchronized long nanoTime() {
            return nanos;
        }

        @Override
        public void pause(Duration wait, CountDownLatch stop) throws InterruptedException {
            synchronized (this) {
                nanos += wait.toNanos();
                pauses.add(wait);
            }
            if (nanoTime() > HOUR.toNanos()) {
                hourOver.countDown();
                stop.await();
            }
        }
    }

    private StreamState stateAfterAnHour(String host, int port) throws Exception {
        StreamSettings settings = new StreamSettings(
                StreamSettings.Transport.TCP,
                TlsTrust.SYSTEM,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(12),
                Duration.ofSeconds(10),
                StreamSettings.FIRST_RETRY,
                StreamSettings.LAST_RETRY,
                Duration.ofSeconds(25),
                true);
        SourceUrl source = new SourceUrl(URI.create("rtsp://" + host + ":" + port + "/x"), null);
        try (StreamSupervisor supervisor = new StreamSupervisor(
                new StreamId("away"),
                StreamRole.only(),
                () -> source,
                settings,
                packet -> {},
                new PictureWatch(settings.keyframeTimeout(), settings.pictureTimeout()),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                new Fast())) {
            supervisor.start();
            hourOver.await();
            return supervisor.state();
        }
    }

    @Test
    @Timeout(60)
    void isTriedOftenEnoughToBeBackWithinHalfAMinuteHoweverLongItWasAway() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        StreamState state = stateAfterAnHour("127.0.0.1", port);

        assertThat(state.phase()).isEqualTo(StreamState.Phase.DOWN);
        assertThat(state.reason()).contains("Connection refused", "trying again in");
        assertThat(pauses).allMatch(pause -> pause.compareTo(StreamSettings.LAST_RETRY) <= 0);
        assertThat(pauses.size()).as("tries in an hour: not a flood").isBetween(240, 520);
        assertThat(pauses.stream().skip(10).distinct().count()).as("jitter").isGreaterThan(100);
    }
}
