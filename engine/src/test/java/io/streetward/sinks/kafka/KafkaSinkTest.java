package io.streetward.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.sinks.Outcome;
import io.streetward.sinks.SampleEvents;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {
    @Test
    void aClusterThatIsNotThereIsOutOfReachHoweverOftenItIsTried() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        try (KafkaSink sink = new KafkaSink(new KafkaSettings(
                "127.0.0.1:" + closed, false, null, null, "cases", "streetward-test", Duration.ofMillis(300)))) {
            assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
            assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
        }
    }
}
