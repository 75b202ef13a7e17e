package io.streetward.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** A case event as JSON, format {@value #FORMAT}: what happened, and the case as it was then. Instants are ISO 8601, UTC. */
public final class CasePayloadJson implements CasePayload {
    /** Changes when a reader of the former would go wrong. */
    static final String FORMAT = "streetward-case-event/1";

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String of(String key, CaseDossier dossier, CaseChange change) {
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT).put("key", key).put("kind", change.kind().key());
        root.put("at", Columns.utc(change.at()));
        root.put("actor", change.actor()).put("reason", change.reason());
        put(root.putObject("case"), dossier);
        return root.toString();
    }

    private static void put(ObjectNode node, CaseDossier dossier) {
        CaseFile file = dossier.file();
        node.put("id", file.id().value()).put("event", file.kind().id());
        node.put("state", file.state().key());
        node.put("site", file.context().siteId());
        node.putObject("camera")
                .put("id", file.camera().value())
                .put("name", file.context().cameraName());
        node.putObject("zone")
                .put("id", file.zone().id())
                .put("name", file.zone().name())
                .put("place", file.zone().place());
        node.put("object", file.object().name().toLowerCase(Locale.ROOT));
        node.put("startedAt", Columns.utc(file.started().at()));
        node.put("confirmedAt", Columns.utc(file.confirmed().at()));
        node.put("reportedAt", Columns.utc(file.filedAt()));
        node.put("dwellSeconds", seconds(file.dwell())).put("confidence", file.confidence());
        file.reasons().forEach(node.putArray("reasons")::add);
        CaseId previous = file.previousCase();
        node.put("previousCase", previous == null ? null : previous.value());
        Resolution left = file.resolution();
        if (left == null) {
            node.putNull("left");
        } else {
            node.putObject("left")
                    .put("lastSeenAt", Columns.utc(left.lastSeen().at()))
                    .put("dwellSeconds", seconds(left.dwell()));
        }
        putEvidence(node.putObject("evidence"), dossier);
    }

    private static void putEvidence(ObjectNode node, CaseDossier dossier) {
        node.put("state", dossier.evidenceStatus().state().key());
        dossier.evidenceStatus().notes().forEach(node.putArray("notes")::add);
        ArrayNode items = node.putArray("items");
        for (EvidenceItem item : dossier.evidence()) {
            items.addObject()
                    .put("role", item.role().key())
                    .put("file", item.fileName())
                    .put("sha256", item.sha256())
                    .put("bytes", item.sizeBytes());
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
