package io.streetward.sinks.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.SampleEvents;
import io.streetward.sinks.SinkTls;
import io.streetward.testkit.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttSinkTest {
    private static final String OPEN = "allow_anonymous true\n";

    @TempDir
    Path folder;

    @Test
    void aSubscriberGetsTheEventWithItsKeyOnItsTopic() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder, OPEN);
                MqttSink sink = sink(broker, null, null)) {
            Mqtt5BlockingClient city = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.port())
                    .buildBlocking();
            city.connect();
            try (Mqtt5BlockingClient.Mqtt5Publishes publishes = city.publishes(MqttGlobalPublishFilter.ALL)) {
                city.subscribeWith().topicFilter("streetward/#").send();
                CaseEvent event = SampleEvents.nth(3);
                assertThat(sink.deliver(event)).isInstanceOf(Outcome.Delivered.class);
                Mqtt5Publish message = publishes.receive(20, TimeUnit.SECONDS).orElseThrow();
                assertThat(message.getTopic()).hasToString("streetward/gate-east");
                assertThat(new String(message.getPayloadAsBytes(), UTF_8)).isEqualTo(event.payload());
                assertThat(message.getUserProperties().asList()).anySatisfy(property -> {
                    assertThat(property.getName()).hasToString("key");
                    assertThat(property.getValue()).hasToString(event.key());
                });
            }
            city.disconnect();
        }
    }

    @Test
    void nobodyListeningIsDeliveredAndABrokerThatIsGoneIsOutOfReachUntilItIsBack() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder, OPEN);
                MqttSink sink = sink(broker, null, null)) {
            assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Delivered.class);
            broker.stop();
            assertThat(sink.deliver(SampleEvents.nth(2))).isInstanceOf(Outcome.Unreachable.class);
            broker.start();
            assertThat(sink.deliver(SampleEvents.nth(2))).isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void aBrokerThatDoesNotLetUsInIsOutOfReachNotARefusal() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder, "allow_anonymous false\n");
                MqttSink sink = sink(broker, null, new MqttSettings.Login("u", () -> new byte[] {1}))) {
            assertThat(sink.deliver(SampleEvents.nth(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Unreachable.class,
                            outcome -> assertThat(outcome.reason()).contains("NOT_AUTHORIZED"));
        }
    }

    @Test
    void aBrokerIsReachedByTlsWhenItsAuthorityIsTrustedAndNotOtherwise() throws Exception {
        Programs.assumeOnPath("openssl");
        certificate("broker", "IP:127.0.0.1");
        certificate("other", "IP:127.0.0.1");
        String tls =
                OPEN + "certfile " + folder.resolve("broker.pem") + "\nkeyfile " + folder.resolve("broker.key") + "\n";
        try (Mosquitto broker = new Mosquitto(folder, tls);
                MqttSink trusting = sink(broker, SinkTls.trust(folder.resolve("broker.pem")), null);
                MqttSink distrusting = sink(broker, SinkTls.trust(folder.resolve("other.pem")), null)) {
            assertThat(trusting.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Delivered.class);
            assertThat(distrusting.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
        }
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsNotEnough() throws Exception {
        Programs.assumeOnPath("openssl");
        certificate("broker", "DNS:elsewhere.example");
        String tls =
                OPEN + "certfile " + folder.resolve("broker.pem") + "\nkeyfile " + folder.resolve("broker.key") + "\n";
        try (Mosquitto broker = new Mosquitto(folder, tls);
                MqttSink sink = sink(broker, SinkTls.trust(folder.resolve("broker.pem")), null)) {
            assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
        }
    }

    private void certificate(String name, String subject) throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=test",
                        "-addext",
                        "subjectAltName=" + subject,
                        "-keyout",
                        folder.resolve(name + ".key").toString(),
                        "-out",
                        folder.resolve(name + ".pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor())
                .as(Files.readString(folder.resolve("openssl.log")))
                .isZero();
        // mosquitto may have stepped down from root to a user of its own
        folder.toFile().setExecutable(true, false);
        folder.resolve(name + ".key").toFile().setReadable(true, false);
    }

    private static MqttSink sink(Mosquitto broker, TrustManagerFactory trust, MqttSettings.Login login) {
        return new MqttSink(new MqttSettings(
                "127.0.0.1",
                broker.port(),
                trust != null,
                trust,
                "streetward-test-" + (trust == null ? "" : System.identityHashCode(trust)),
                login,
                new TopicTemplate("streetward/{camera}"),
                Duration.ofSeconds(10)));
    }
}
