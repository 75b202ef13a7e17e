package io.streetward.sinks.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster, and where events are appended there.
 *
 * @param servers {@code host:port,host:port}, some of the cluster
 * @param tls whether connections are encrypted
 * @param caFile of TLS: PEM with whom to trust; null: the system's authorities
 * @param login SASL/PLAIN; null: none
 * @param timeout for an event to be acknowledged by all in-sync replicas
 */
public record KafkaSettings(
        String servers,
        boolean tls,
        @Nullable Path caFile,
        @Nullable Login login,
        String topic,
        String clientId,
        Duration timeout) {
    /** Who logs in. */
    public record Login(String user, Supplier<String> password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
