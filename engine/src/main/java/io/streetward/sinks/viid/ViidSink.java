package io.streetward.sinks.viid;

import io.streetward.cases.CaseEvent;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.EvidenceFiles;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.Sink;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells a GA/T 1400.4 platform: each picture that may leave the site (its facts, then its data), then the vehicle. An event
 * without either has nothing that the standard could carry, and counts as delivered. One event at a time. Written after the
 * standard's public descriptions and tried on a scripted server, not on a platform.
 */
public final class ViidSink implements Sink {
    private static final Duration LEAVE = Duration.ofMillis(800);
    private static final String IMAGES = "/Images";
    private static final String VEHICLES = "/MotorVehicles";

    private final ViidObjects objects;
    private final ViidSession session;
    private final EvidenceFiles files;

    /**
     * One that registers with its first sign of life.
     *
     * @param user of the digest log-in
     * @param password asked for at each request
     * @param trust null: the system's authorities
     */
    public ViidSink(
            ViidSettings settings,
            String user,
            Supplier<String> password,
            @Nullable SSLContext trust,
            EvidenceFiles files,
            Clock clock) {
        this.objects = new ViidObjects(settings.deviceId(), settings.zone(), settings.eventSorts());
        SecureRandom random = new SecureRandom();
        DigestLogin login = new DigestLogin(user, password, () -> {
            byte[] nonce = new byte[16];
            random.nextBytes(nonce);
            return HexFormat.of().formatHex(nonce);
        });
        this.session = new ViidSession(settings, objects, login, trust, clock);
        this.files = files;
    }

    @Override
    public synchronized Outcome deliver(CaseEvent event) throws InterruptedException {
        EventDocument document = EventDocument.of(event);
        try {
            List<String> ids = new ArrayList<>();
            List<EventDocument.EvidenceFile> told = new ArrayList<>();
            List<EventDocument.EvidenceFile> pictures = document.pictures();
            for (int i = 0; i < pictures.size(); i++) {
                Optional<byte[]> content =
                        files.read(event.caseId(), pictures.get(i).name());
                if (content.isEmpty()) {
                    continue;
                }
                String id = objects.imageId(event, pictures.get(i), i);
                Outcome outcome = tell(document, id, pictures.get(i), content.get());
                if (!(outcome instanceof Outcome.Delivered)) {
                    return outcome;
                }
                ids.add(id);
                told.add(pictures.get(i));
            }
            if (!objects.isOfMotorVehicle(document)) {
                return new Outcome.Delivered();
            }
            String body = objects.motorVehicle(document, ids, told, objects.sourceId(event, document));
            return session.post(VEHICLES, body).outcome(VEHICLES);
        } catch (IOException e) {
            return new Outcome.Unreachable(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    @Override
    public synchronized void tend() throws InterruptedException {
        session.tend();
    }

    @Override
    public synchronized void close() {
        session.leave(LEAVE);
    }

    private Outcome tell(EventDocument document, String id, EventDocument.EvidenceFile picture, byte[] content)
            throws IOException, InterruptedException {
        Outcome outcome =
                session.post(IMAGES, objects.image(document, id, picture)).outcome(IMAGES);
        String data = IMAGES + "/" + id + "/Data";
        return outcome instanceof Outcome.Delivered
                ? session.post(data, Base64.getEncoder().encodeToString(content))
                        .outcome(data)
                : outcome;
    }
}
