package io.streetward.sinks.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.EvidenceFiles;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to a URL. {@code Idempotency-Key} is the event's key; 2xx means that the receiver has it, another 4xx than
 * those below that it does not want it, all else that it is not in a state to take anything.
 */
public final class WebhookSink implements Sink {
    /** Answers about the connection or the caller, not about the event: log in, wait, come back. */
    private static final Set<Integer> NOT_THE_EVENTS_FAULT = Set.of(401, 403, 408, 425, 429);
    /** As much of an answer as is worth a line. */
    private static final int EXCERPT = 200;

    private final WebhookSettings settings;
    private final @Nullable Supplier<byte[]> secret;
    private final PictureList pictures;
    private final Clock clock;
    private final HttpClient client;

    /**
     * One that posts; nothing is opened before the first event.
     *
     * @param secret asked at each post, so that a changed one takes effect; null: bodies are not signed
     * @param trust null: the system's authorities
     */
    public WebhookSink(
            WebhookSettings settings,
            @Nullable Supplier<byte[]> secret,
            @Nullable SSLContext trust,
            EvidenceFiles files,
            Clock clock) {
        this.settings = settings;
        this.secret = secret;
        this.pictures = new PictureList(settings.pictures(), files);
        this.clock = clock;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                // Upgrade headers irritate plain receivers, and one POST after the other gains nothing from HTTP/2.
                .version(HttpClient.Version.HTTP_1_1);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
    }

    @Override
    public Outcome deliver(CaseEvent event) throws InterruptedException {
        byte[] body;
        try {
            body = bodyOf(event);
        } catch (TemplateException e) {
            return new Outcome.Refused("template: " + e.getMessage());
        }
        try {
            HttpResponse<InputStream> answer =
                    client.send(request(event, body), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                return outcome(answer.statusCode(), in);
            }
        } catch (IOException e) {
            return new Outcome.Unreachable(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    @Override
    public void close() {
        // The client ends with its last reference; there is no session to leave.
    }

    private byte[] bodyOf(CaseEvent event) throws TemplateException {
        EventDocument document = EventDocument.of(event);
        ObjectNode root = document.root();
        pictures.addTo(root, event, document);
        BodyTemplate template = settings.template();
        String json = template == null ? root.toString() : template.render(root);
        String field = settings.formField();
        String body = field == null
                ? json
                : URLEncoder.encode(field, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(json, StandardCharsets.UTF_8);
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private HttpRequest request(CaseEvent event, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header(
                        "Content-Type",
                        settings.formField() == null
                                ? "application/json; charset=utf-8"
                                : "application/x-www-form-urlencoded; charset=utf-8")
                .header("User-Agent", "streetward")
                .header("Idempotency-Key", event.key())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (secret != null) {
            long timestamp = clock.instant().getEpochSecond();
            request.header(Signature.TIMESTAMP_HEADER, Long.toString(timestamp))
                    .header(Signature.HEADER, Signature.of(secret.get(), timestamp, body));
        }
        return request.build();
    }

    private static Outcome outcome(int status, InputStream in) throws IOException {
        String excerpt = new String(in.readNBytes(EXCERPT), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        String reason = "HTTP " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        } else if (status >= 400 && status < 500 && !NOT_THE_EVENTS_FAULT.contains(status)) {
            return new Outcome.Refused(reason);
        }
        return new Outcome.Unreachable(reason);
    }
}
