package io.streetward.sinks.kafka;

import io.streetward.cases.CaseEvent;
import io.streetward.sinks.Answers;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to a topic, keyed by case id, so that a case's events lie in one partition, in order. Idempotent producer,
 * acknowledged by all in-sync replicas; the event's key and kind are record headers.
 */
public final class KafkaSink implements Sink {
    private static final Duration LEAVE = Duration.ofMillis(500);
    /** Between attempts to connect, so that a cluster that is away for a day does not fill the log. */
    private static final int LONGEST_RECONNECT_MS = 30_000;

    private final KafkaSettings settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /** One that connects when it is told its first event. */
    public KafkaSink(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome deliver(CaseEvent event) throws InterruptedException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                settings.topic(), event.caseId().value(), event.payload().getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("key", event.key().getBytes(StandardCharsets.UTF_8))
                .add("kind", event.kind().key().getBytes(StandardCharsets.UTF_8));
        try {
            Answers.within(
                    settings.timeout().plus(settings.timeout()), producer().send(record));
            return new Outcome.Delivered();
        } catch (InterruptException e) {
            // Kafka has set the flag again; whoever sees our exception knows.
            Thread.interrupted();
            throw new InterruptedException();
        } catch (InterruptedException e) {
            throw e;
        } catch (RecordTooLargeException | SerializationException | InvalidTopicException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        } catch (RetriableException e) {
            return new Outcome.Unreachable(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            restart(); // some errors leave a producer unusable
            return new Outcome.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(LEAVE);
            producer = null;
        }
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> current = producer;
        if (current == null) {
            current = new KafkaProducer<>(properties(), new StringSerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    private synchronized void restart() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private Map<String, Object> properties() {
        int timeoutMs = Math.toIntExact(settings.timeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_RECONNECT_MS);
        KafkaSettings.Login login = settings.login();
        properties.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (login == null ? "" : "SASL_") + (settings.tls() ? "SSL" : "PLAINTEXT"));
        if (settings.tls() && settings.caFile() != null) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, settings.caFile().toString());
        }
        if (login != null) {
            properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                            + quoted(login.user()) + "\" password=\""
                            + quoted(login.password().get()) + "\";");
        }
        return properties;
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
