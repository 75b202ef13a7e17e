package io.streetward.sinks.viid;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * This site's registration at a platform: made when it is needed, kept alive, and made again when the platform no longer knows
 * it (401, or status 4 "invalid operation"). Not thread-safe.
 */
final class ViidSession {
    private static final String CONTENT_TYPE = "application/VIID+JSON;charset=UTF-8";
    private static final String BASE = "/VIID";

    private final ViidSettings settings;
    private final ViidObjects objects;
    private final DigestLogin login;
    private final Clock clock;
    private final HttpClient client;
    private boolean registered;
    private Instant lastSign = Instant.MIN;

    ViidSession(
            ViidSettings settings, ViidObjects objects, DigestLogin login, @Nullable SSLContext trust, Clock clock) {
        this.settings = settings;
        this.objects = objects;
        this.login = login;
        this.clock = clock;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
    }

    /** Posts, registering before if need be, and once more when the platform has forgotten this site. */
    ViidAnswer post(String path, String body) throws IOException, InterruptedException {
        if (!registered) {
            ViidAnswer answer = register();
            if (!answer.good()) {
                return answer;
            }
        }
        ViidAnswer answer = exchange(path, body, settings.timeout());
        if (answer.notRegistered()) {
            registered = false;
            ViidAnswer again = register();
            return again.good() ? exchange(path, body, settings.timeout()) : again;
        }
        return answer;
    }

    /** Gives a sign of life when one is due; registers when that is not done, or no longer valid. */
    void tend() throws InterruptedException {
        if (Duration.between(lastSign, clock.instant()).compareTo(settings.keepAlive()) < 0) {
            return;
        }
        lastSign = clock.instant();
        try {
            if (registered) {
                registered = exchange("/System/Keepalive", objects.device("KeepaliveObject"), settings.timeout())
                        .good();
            }
            if (!registered) {
                register();
            }
        } catch (IOException e) {
            registered = false; // the next event finds out, and says so
        }
    }

    void leave(Duration within) {
        if (registered) {
            try {
                exchange("/System/UnRegister", objects.device("UnRegisterObject"), within);
            } catch (IOException e) {
                registered = false; // it expires by itself
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            registered = false;
        }
    }

    private ViidAnswer register() throws IOException, InterruptedException {
        ViidAnswer answer = exchange("/System/Register", objects.device("RegisterObject"), settings.timeout());
        registered = answer.good();
        lastSign = clock.instant();
        return answer;
    }

    private ViidAnswer exchange(String path, String body, Duration timeout) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, body, timeout);
        if (response.statusCode() == 401
                && response.headers().allValues("WWW-Authenticate").stream().anyMatch(login::challenged)) {
            response = send(path, body, timeout);
        }
        return ViidAnswer.of(response.statusCode(), response.body());
    }

    private HttpResponse<String> send(String path, String body, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.platform().resolve(BASE + path))
                .timeout(timeout)
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE)
                .header("User-Identify", settings.deviceId())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        login.answer("POST", BASE + path).ifPresent(header -> request.header("Authorization", header));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
