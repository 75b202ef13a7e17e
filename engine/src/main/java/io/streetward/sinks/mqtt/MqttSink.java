package io.streetward.sinks.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.Answers;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events to an MQTT 5 broker with QoS 1, in a session that outlives the connection. The payload is the event's, its
 * key and kind are user properties. A broker's "no matching subscribers" counts as delivered: who listens is its affair.
 */
public final class MqttSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSink.class);

    /** A publisher's session holds only what was in flight; a day covers an outage. */
    private static final Duration SESSION = Duration.ofDays(1);

    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final Duration LEAVE = Duration.ofMillis(500);
    /** Answers that are about this message, MQTT 5.0 section 3.4.2.1; the others are about the broker or our rights. */
    private static final Set<Mqtt5PubAckReasonCode> THE_EVENTS_FAULT =
            EnumSet.of(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID, Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);

    private final MqttSettings settings;
    private final Mqtt5AsyncClient client;

    /** One that connects when it is told its first event. */
    public MqttSink(MqttSettings settings) {
        this.settings = settings;
        long timeoutMs = settings.timeout().toMillis();
        var transport = MqttClientTransportConfig.builder()
                .serverHost(settings.host())
                .serverPort(settings.port())
                .socketConnectTimeout(timeoutMs, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(timeoutMs, TimeUnit.MILLISECONDS);
        if (settings.tls()) {
            transport = transport.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(settings.trust())
                    .handshakeTimeout(timeoutMs, TimeUnit.MILLISECONDS)
                    .build());
        }
        this.client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(settings.clientId())
                .transportConfig(transport.build())
                .buildAsync();
    }

    @Override
    public Outcome deliver(CaseEvent event) throws InterruptedException {
        Mqtt5Publish message = messageOf(event);
        try {
            connect();
            Mqtt5PublishResult result = Answers.within(settings.timeout(), client.publish(message));
            if (result.getError().isPresent()) {
                throw result.getError().get();
            }
            return new Outcome.Delivered();
        } catch (InterruptedException e) {
            throw e;
        } catch (Mqtt5PubAckException e) {
            Mqtt5PubAckReasonCode code = e.getMqttMessage().getReasonCode();
            return THE_EVENTS_FAULT.contains(code)
                    ? new Outcome.Refused("PUBACK " + code)
                    : new Outcome.Unreachable("PUBACK " + code);
        } catch (Mqtt5ConnAckException e) {
            return new Outcome.Unreachable("CONNACK " + e.getMqttMessage().getReasonCode());
        } catch (Throwable e) {
            return new Outcome.Unreachable(rootOf(e));
        }
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            try {
                Answers.within(LEAVE, client.disconnect());
            } catch (Exception e) {
                LOG.debug("leaving {}:{}", settings.host(), settings.port(), e);
            }
        }
    }

    /** One thread connects; the others wait for it and find it done. */
    private synchronized void connect() throws Exception {
        if (client.getState().isConnected()) {
            return;
        }
        var connect = client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION.toSeconds())
                .keepAlive(KEEP_ALIVE_SECONDS);
        MqttSettings.Login login = settings.login();
        if (login != null) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(login.user())
                    .password(login.password().get())
                    .build());
        }
        Answers.within(settings.timeout(), connect.send());
    }

    private Mqtt5Publish messageOf(CaseEvent event) {
        return Mqtt5Publish.builder()
                .topic(settings.topic().of(EventDocument.of(event)))
                .qos(MqttQos.AT_LEAST_ONCE)
                .contentType("application/json")
                .payload(event.payload().getBytes(StandardCharsets.UTF_8))
                .userProperties()
                .add("key", event.key())
                .add("kind", event.kind().key())
                .applyUserProperties()
                .build();
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
