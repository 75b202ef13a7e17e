package io.streetward.sinks.mqtt;

import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which broker, and where events are published there.
 *
 * @param tls whether the connection is encrypted
 * @param trust of TLS: whom to trust; null: the system's authorities
 * @param clientId names the session at the broker, so one at a time may use it
 * @param login null: none
 * @param timeout for connecting, and again for the answer
 */
public record MqttSettings(
        String host,
        int port,
        boolean tls,
        @Nullable TrustManagerFactory trust,
        String clientId,
        @Nullable Login login,
        TopicTemplate topic,
        Duration timeout) {
    /** Who logs in; the password is asked for at each connection. */
    public record Login(String user, java.util.function.Supplier<byte[]> password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
