package io.streetward.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The case within a {@link CasePayloadJson}. Every key is always there, null where there is nothing: templates rely on it. */
final class CaseNode {
    private final CaseAnnex annex;

    CaseNode(CaseAnnex annex) {
        this.annex = annex;
    }

    void put(ObjectNode node, CaseDossier dossier) {
        CaseFile file = dossier.file();
        node.put("id", file.id().value()).put("event", file.kind().id());
        node.put("state", file.state().key());
        putPlace(node, file);
        putFacts(node, dossier);
        putClassification(node, annex.classification(file));
        putAnnouncements(node.putArray("announcements"), dossier);
        putVerdicts(node.putArray("verdicts"), dossier);
        putEvidence(node.putObject("evidence"), dossier);
    }

    private static void putPlace(ObjectNode node, CaseFile file) {
        node.put("site", file.context().siteId());
        node.putObject("camera")
                .put("id", file.camera().value())
                .put("name", file.context().cameraName());
        node.putObject("zone")
                .put("id", file.zone().id())
                .put("name", file.zone().name())
                .put("place", file.zone().place());
    }

    private void putFacts(ObjectNode node, CaseDossier dossier) {
        CaseFile file = dossier.file();
        node.put("object", file.object().name().toLowerCase(Locale.ROOT));
        NormalizedBox box = file.box();
        node.putObject("box")
                .put("x", box.x())
                .put("y", box.y())
                .put("w", box.w())
                .put("h", box.h());
        CaseAnnex.Plate plate = annex.plate(dossier);
        if (plate == null) {
            node.putNull("plate");
        } else {
            node.putObject("plate")
                    .put("text", plate.text())
                    .put("kind", plate.kind())
                    .put("confidence", plate.confidence());
        }
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
    }

    private static void putClassification(ObjectNode node, @Nullable CaseClassification classification) {
        if (classification == null) {
            node.putNull("classification");
            return;
        }
        ObjectNode found = node.putObject("classification");
        ArrayNode codes = found.putArray("codes");
        for (CaseClassification.Code code : classification.codes()) {
            codes.addObject()
                    .put("standard", code.standard())
                    .put("code", code.code())
                    .put("name", code.name());
        }
        CaseClassification.Department department = classification.department();
        if (department == null) {
            found.putNull("department");
        } else {
            found.putObject("department").put("code", department.code()).put("name", department.name());
        }
        found.put("grid", classification.grid());
        CaseClassification.Position position = classification.position();
        if (position == null) {
            found.putNull("position");
        } else {
            found.putObject("position").put("longitude", position.longitude()).put("latitude", position.latitude());
        }
    }

    private static void putAnnouncements(ArrayNode node, CaseDossier dossier) {
        for (AnnouncementEntry entry : dossier.announcements()) {
            node.addObject()
                    .put("text", entry.text())
                    .put("speaker", entry.speaker())
                    .put("outcome", entry.outcome().key())
                    .put("firstPacketAt", Columns.utcOrNull(entry.firstPacketAt()))
                    .put("lastPacketAt", Columns.utcOrNull(entry.lastPacketAt()));
        }
    }

    private static void putVerdicts(ArrayNode node, CaseDossier dossier) {
        for (Verdict verdict : dossier.verdicts()) {
            Verdict.RejectReason reason = verdict.reason();
            node.addObject()
                    .put("at", Columns.utc(verdict.at()))
                    .put("actor", verdict.actor())
                    .put("verdict", verdict.confirms() ? "confirmed" : "rejected")
                    .put("rejectReason", reason == null ? null : reason.key())
                    .put("comment", verdict.comment());
        }
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
                    .put("bytes", item.sizeBytes())
                    .put("from", Columns.utc(item.from().at()))
                    .put("to", Columns.utc(item.to().at()));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
