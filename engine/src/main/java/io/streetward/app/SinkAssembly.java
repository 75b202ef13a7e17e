package io.streetward.app;

import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseState;
import io.streetward.config.StreetwardConfig;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.EventFilter;
import io.streetward.sinks.EvidenceFiles;
import io.streetward.sinks.RetrySettings;
import io.streetward.sinks.Sink;
import io.streetward.sinks.SinkSetup;
import io.streetward.sinks.SinkTls;
import io.streetward.sinks.kafka.KafkaSettings;
import io.streetward.sinks.kafka.KafkaSink;
import io.streetward.sinks.mqtt.MqttSettings;
import io.streetward.sinks.mqtt.MqttSink;
import io.streetward.sinks.mqtt.TopicTemplate;
import io.streetward.sinks.viid.EventSorts;
import io.streetward.sinks.viid.ViidSettings;
import io.streetward.sinks.viid.ViidSink;
import io.streetward.sinks.webhook.BodyTemplate;
import io.streetward.sinks.webhook.PictureSettings;
import io.streetward.sinks.webhook.TemplateException;
import io.streetward.sinks.webhook.WebhookSettings;
import io.streetward.sinks.webhook.WebhookSink;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the sinks of a configuration; nothing connects yet. Templates are tried and secrets read here, on start. */
final class SinkAssembly {
    private static final long MEGABYTE = 1L << 20;
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;

    private final StreetwardConfig config;
    private final SecretSource secrets;
    private final EvidenceFiles files;
    private final Clock clock;

    SinkAssembly(StreetwardConfig config, SecretSource secrets, EvidenceFiles files, Clock clock) {
        this.config = config;
        this.secrets = secrets;
        this.files = files;
        this.clock = clock;
    }

    /**
     * All of them, in the order of the configuration.
     *
     * @throws StartupException naming the sink and what is wrong with it; those made already are closed
     */
    List<SinkSetup> build() throws StartupException {
        List<SinkSetup> built = new ArrayList<>();
        boolean complete = false;
        try {
            for (StreetwardConfig.Sink sink : config.sinks()) {
                built.add(setup(sink));
            }
            complete = true;
            return built;
        } finally {
            if (!complete) {
                built.forEach(setup -> setup.sink().close());
            }
        }
    }

    private SinkSetup setup(StreetwardConfig.Sink sink) throws StartupException {
        try {
            StreetwardConfig.SinkRetry retry = sink.retry();
            // A platform is told one event at a time: its registration is one conversation.
            int parallel = sink.viid() != null ? 1 : sink.parallel();
            return new SinkSetup(
                    sink.id(),
                    open(sink),
                    filter(sink),
                    new RetrySettings(retry.first(), retry.longest(), retry.refusals()),
                    parallel,
                    sink.from().equals("beginning"));
        } catch (IOException | TemplateException | IllegalArgumentException e) {
            throw new StartupException("sink " + sink.id() + ": " + e.getMessage(), e);
        }
    }

    private static EventFilter filter(StreetwardConfig.Sink sink) {
        return new EventFilter(
                sink.events().stream().map(CaseEventKind::ofKey).collect(Collectors.toSet()),
                sink.states().stream().map(CaseState::ofKey).collect(Collectors.toSet()));
    }

    private Sink open(StreetwardConfig.Sink sink) throws StartupException, IOException, TemplateException {
        return switch (sink.type()) {
            case "webhook" -> webhook(sink, Objects.requireNonNull(sink.webhook()));
            case "mqtt" -> mqtt(sink, Objects.requireNonNull(sink.mqtt()));
            case "kafka" -> kafka(sink, Objects.requireNonNull(sink.kafka()));
            case "viid" -> viid(sink, Objects.requireNonNull(sink.viid()));
            default -> throw new StartupException("sink " + sink.id() + ": no sinks of type " + sink.type());
        };
    }

    private Sink webhook(StreetwardConfig.Sink sink, StreetwardConfig.Webhook webhook)
            throws StartupException, IOException, TemplateException {
        String base = webhook.picturesUrl() == null ? "" : webhook.picturesUrl().replaceAll("/+$", "");
        PictureSettings pictures = new PictureSettings(
                PictureSettings.Form.valueOf(webhook.pictures().toUpperCase(Locale.ROOT)),
                base,
                webhook.picturesMegabytes() * MEGABYTE);
        byte[] secret = sink.secretEnv() == null && sink.secretFile() == null
                ? null
                : secrets.secret(
                                "sink " + sink.id(),
                                "the secret that bodies are signed with",
                                sink.secretEnv(),
                                sink.secretFile())
                        .getBytes(StandardCharsets.UTF_8);
        return new WebhookSink(
                new WebhookSettings(
                        URI.create(sink.url()),
                        template(webhook.template()),
                        webhook.formField(),
                        sink.timeout(),
                        pictures),
                secret == null ? null : () -> secret,
                sink.caFile() == null ? null : SinkTls.context(Path.of(sink.caFile())),
                files,
                clock);
    }

    private @Nullable BodyTemplate template(@Nullable String file) throws IOException, TemplateException {
        if (file == null) {
            return null;
        }
        try {
            BodyTemplate template = BodyTemplate.compile(
                    Files.readString(Path.of(file)), config.site().timeZone());
            template.rehearse(EventDocument.sample(true).withPictures());
            template.render(EventDocument.sample(false).withPictures());
            return template;
        } catch (TemplateException e) {
            throw new TemplateException(file + ": " + e.getMessage());
        }
    }

    private Sink mqtt(StreetwardConfig.Sink sink, StreetwardConfig.Mqtt mqtt) throws StartupException, IOException {
        URI url = URI.create(sink.url());
        boolean tls = "mqtts".equals(url.getScheme());
        StreetwardConfig.Credentials credentials = sink.credentials();
        MqttSettings.Login login = null;
        if (credentials != null) {
            byte[] password = password(sink, credentials).getBytes(StandardCharsets.UTF_8);
            login = new MqttSettings.Login(credentials.user(), () -> password);
        }
        return new MqttSink(new MqttSettings(
                url.getHost(),
                url.getPort() >= 0 ? url.getPort() : tls ? MQTTS_PORT : MQTT_PORT,
                tls,
                sink.caFile() == null ? null : SinkTls.trust(Path.of(sink.caFile())),
                mqtt.clientId() == null ? clientId(sink) : mqtt.clientId(),
                login,
                new TopicTemplate(mqtt.topic()),
                sink.timeout()));
    }

    private Sink kafka(StreetwardConfig.Sink sink, StreetwardConfig.Kafka kafka) throws StartupException {
        StreetwardConfig.Credentials credentials = sink.credentials();
        KafkaSettings.Login login = null;
        if (credentials != null) {
            String password = password(sink, credentials);
            login = new KafkaSettings.Login(credentials.user(), () -> password);
        }
        return new KafkaSink(new KafkaSettings(
                sink.url().replaceFirst("^kafkas?://", ""),
                sink.url().startsWith("kafkas:"),
                sink.caFile() == null ? null : Path.of(sink.caFile()),
                login,
                kafka.topic(),
                clientId(sink),
                sink.timeout()));
    }

    private Sink viid(StreetwardConfig.Sink sink, StreetwardConfig.Viid viid) throws StartupException, IOException {
        StreetwardConfig.Credentials credentials = sink.credentials();
        if (credentials == null) {
            throw new StartupException("sink " + sink.id() + ": a platform asks for a log-in; give it \"credentials\"");
        }
        String password = password(sink, credentials);
        return new ViidSink(
                new ViidSettings(
                        URI.create(sink.url()),
                        viid.deviceId(),
                        viid.keepAlive(),
                        EventSorts.with(viid.eventSorts()),
                        config.site().timeZone(),
                        sink.timeout()),
                credentials.user(),
                () -> password,
                sink.caFile() == null ? null : SinkTls.context(Path.of(sink.caFile())),
                files,
                clock);
    }

    private String password(StreetwardConfig.Sink sink, StreetwardConfig.Credentials credentials)
            throws StartupException {
        return secrets.secret(
                "sink " + sink.id(),
                "the password of user " + credentials.user(),
                credentials.passwordEnv(),
                credentials.passwordFile());
    }

    private String clientId(StreetwardConfig.Sink sink) {
        return "streetward-" + config.site().id() + "-" + sink.id();
    }
}
