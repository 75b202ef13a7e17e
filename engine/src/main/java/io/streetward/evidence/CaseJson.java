package io.streetward.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.HistoryEntry;
import io.streetward.cases.Moment;
import io.streetward.cases.PictureFacts;
import io.streetward.cases.Resolution;
import io.streetward.cases.Verdict;
import io.streetward.media.ClockOffset;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import io.streetward.rules.Witness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A case as {@code case.json}: everything on record, for people and programs outside. Instants are ISO 8601 in UTC; each
 * {@code …Local} repeats one with the street's offset.
 */
public final class CaseJson {
    /** Changes when a reader of the former would go wrong. */
    private static final String FORMAT = "streetward-case/1";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();
    private final ZoneId zone;

    /** In the street's time zone. */
    public CaseJson(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Writes a case down.
     *
     * @param plate what {@code plate.json} says, if there is one: repeated as it is under {@code plate}
     */
    public byte[] of(CaseDossier dossier, @Nullable String plate) {
        CaseFile file = dossier.file();
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("id", file.id().value());
        root.put("stayId", file.stayId().toString());
        root.put("event", file.kind().id());
        root.put("state", file.state().key());
        putInstant(root, "filedAt", file.filedAt());
        putPlace(root, file);
        putFacts(root, file);
        if (plate != null) {
            root.set("plate", parsed(plate));
        }
        putResolution(root, file.resolution());
        putEvidence(root.putObject("evidence"), dossier);
        dossier.announcements()
                .forEach(entry -> put(root.withArray("announcements").addObject(), entry));
        dossier.history().forEach(entry -> put(root.withArray("history").addObject(), entry));
        dossier.verdicts().forEach(verdict -> put(root.withArray("verdicts").addObject(), verdict));
        try {
            return (writer.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes is always JSON", e);
        }
    }

    private JsonNode parsed(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            // Someone changed the file; the case's record must not suffer from it, and its hash tells.
            ObjectNode node = mapper.createObjectNode();
            node.putArray("notes").add(CasePlate.FILE_NAME + " is no longer readable");
            return node;
        }
    }

    private static void putPlace(ObjectNode root, CaseFile file) {
        root.putObject("site").put("id", file.context().siteId());
        ObjectNode camera = root.putObject("camera");
        camera.put("id", file.camera().value());
        camera.put("name", file.context().cameraName());
        camera.put("address", file.context().address());
        if (file.context().publicNotice() != null) {
            camera.put("publicNotice", file.context().publicNotice());
        }
        ObjectNode place = root.putObject("zone");
        place.put("id", file.zone().id()).put("name", file.zone().name());
        if (file.zone().place() != null) {
            place.put("place", file.zone().place());
        }
        ArrayNode polygon = place.putArray("polygon");
        for (NormalizedPoint corner : file.zone().polygon().corners()) {
            polygon.addArray().add(corner.x()).add(corner.y());
        }
    }

    private void putFacts(ObjectNode root, CaseFile file) {
        CaseId previous = file.previousCase();
        if (previous != null) {
            root.put("previousCase", previous.value());
        }
        root.put("object", file.object().name());
        put(root.putObject("box"), file.box());
        putMoment(root, "started", file.started());
        putMoment(root, "confirmed", file.confirmed());
        root.put("dwellSeconds", seconds(file.dwell()));
        root.put("confidence", file.confidence());
        file.reasons().forEach(root.withArray("reasons")::add);
        ArrayNode witnesses = root.putArray("witnesses");
        file.witnesses().forEach(w -> put(witnesses.addObject(), w));
        ArrayNode passages = root.putArray("passages");
        file.passages().forEach(p -> put(passages.addObject(), p));
        putOnset(root, file.onset());
        root.putObject("rule")
                .put("dwellLimitSeconds", seconds(file.context().rule().dwellLimit()));
        root.put("detector", file.context().detector());
        root.put("softwareVersion", file.context().softwareVersion());
    }

    private static void put(ObjectNode node, NormalizedBox box) {
        node.put("x", box.x()).put("y", box.y()).put("w", box.w()).put("h", box.h());
    }

    private static void put(ObjectNode node, Witness witness) {
        node.put("name", witness.name());
        node.put("strength", witness.strength());
        node.put("weight", witness.weight());
        node.put("says", witness.says());
    }

    private void put(ObjectNode node, Passage passage) {
        node.put("trackId", passage.trackId());
        node.put("object", passage.kind().name());
        put(node.putObject("box"), passage.box());
        putMoment(node, "seen", Moment.of(passage.at()));
    }

    private void putOnset(ObjectNode root, @Nullable Onset onset) {
        if (onset != null) {
            ObjectNode node = root.putObject("onset");
            if (onset.lastClean() != null) {
                putMoment(node, "lastClean", Moment.of(onset.lastClean()));
            }
            putMoment(node, "firstSeen", Moment.of(onset.firstSeen()));
        }
    }

    private void putResolution(ObjectNode root, @Nullable Resolution resolution) {
        if (resolution != null) {
            ObjectNode node = root.putObject("resolution");
            putMoment(node, "lastSeen", resolution.lastSeen());
            node.put("dwellSeconds", seconds(resolution.dwell()));
        }
    }

    private void putEvidence(ObjectNode node, CaseDossier dossier) {
        node.put("state", dossier.evidenceStatus().state().key());
        CaseCode.of(dossier.file(), dossier.evidence()).ifPresent(code -> node.put("antiForgeryCode", code));
        ArrayNode notes = node.putArray("notes");
        dossier.evidenceStatus().notes().forEach(notes::add);
        ArrayNode items = node.putArray("items");
        for (EvidenceItem item : dossier.evidence()) {
            ObjectNode entry = items.addObject();
            entry.put("role", item.role().key());
            entry.put("file", item.fileName());
            entry.put("sha256", item.sha256());
            entry.put("bytes", item.sizeBytes());
            putMoment(entry, "from", item.from());
            putMoment(entry, "to", item.to());
            entry.put("note", item.note());
            entry.put("mayLeaveSite", item.role().mayLeaveSite());
            PictureFacts picture = item.picture();
            if (picture != null) {
                entry.putObject("picture")
                        .put("widthPx", picture.widthPx())
                        .put("heightPx", picture.heightPx())
                        .put("view", picture.view().key())
                        .put("viewWhy", picture.viewWhy());
            }
            ClockOffset clock = item.clock();
            if (clock != null) {
                entry.putObject("clock")
                        .put("aheadSeconds", seconds(clock.ahead()))
                        .put("uncertaintySeconds", seconds(clock.uncertainty()))
                        .put("samples", clock.samples());
            }
        }
    }

    private void put(ObjectNode node, AnnouncementEntry entry) {
        node.put("text", entry.text());
        node.put("clipSha256", entry.clipSha256());
        node.put("speaker", entry.speaker());
        putInstant(node, "firstPacketAt", entry.firstPacketAt());
        putInstant(node, "lastPacketAt", entry.lastPacketAt());
        node.put("packets", entry.packets());
        node.put("outcome", entry.outcome().key());
        node.put("detail", entry.detail());
    }

    private void put(ObjectNode node, HistoryEntry entry) {
        node.put("seq", entry.seq());
        node.put("kind", entry.kind().key());
        putInstant(node, "at", entry.at());
        node.put("state", entry.state().key());
        node.put("actor", entry.actor());
        node.put("reason", entry.reason());
    }

    private void put(ObjectNode node, Verdict verdict) {
        Verdict.RejectReason reason = verdict.reason();
        putInstant(node, "at", verdict.at());
        node.put("actor", verdict.actor());
        node.put("verdict", verdict.confirms() ? "confirmed" : "rejected");
        node.put("rejectReason", reason == null ? null : reason.key());
        node.put("comment", verdict.comment());
    }

    private void putMoment(ObjectNode parent, String name, Moment moment) {
        ObjectNode node = parent.putObject(name);
        putInstant(node, "at", moment.at());
        node.put("ptsMicros", moment.pts().micros());
    }

    private void putInstant(ObjectNode node, String name, @Nullable Instant instant) {
        if (instant != null) {
            node.put(name, instant.toString());
            node.put(
                    name + "Local",
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            instant.truncatedTo(ChronoUnit.MICROS).atZone(zone)));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
