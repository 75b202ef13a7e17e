package io.streetward.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.Moment;
import io.streetward.cases.Seal;
import io.streetward.media.ClockOffset;
import io.streetward.seal.CanonicalJson;
import io.streetward.seal.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes manifests: canonical JSON, whole numbers only. Instants are ISO 8601 in UTC with six digits of a second; durations
 * and media times are microseconds.
 */
final class ManifestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter UTC_MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String siteId;
    private final String softwareVersion;

    ManifestJson(String siteId, String softwareVersion) {
        this.siteId = siteId;
        this.softwareVersion = softwareVersion;
    }

    /** Where a manifest stands in the site's chain, and whose key signs it. */
    record Place(@Nullable Seal before, String keyId, Instant sealedAt) {
        long sequence() {
            return before == null ? 1 : before.sequence() + 1;
        }
    }

    /**
     * The manifest of a case.
     *
     * @param former the case's seal before; null for its first
     * @param made files made by the sealing itself
     */
    byte[] ofCase(Place place, CaseDossier dossier, @Nullable Seal former, List<Manifest.Entry> made) {
        ObjectNode root = root(Manifest.CASE, place);
        CaseFile file = dossier.file();
        ObjectNode facts = root.putObject("case");
        facts.put("id", file.id().value())
                .put("version", former == null ? 1 : former.version() + 1)
                .put("previousVersionSha256", former == null ? null : former.manifestSha256())
                .put("site", file.context().siteId())
                .put("stayId", file.stayId().toString())
                .put("event", file.kind().id())
                .put("object", file.object().name())
                .put("state", file.state().key())
                .put("dwellMicros", micros(file.dwell()))
                .put("detector", file.context().detector())
                .put("softwareVersion", file.context().softwareVersion())
                .put("filedAt", utc(file.filedAt()))
                .put("antiForgeryCode", CaseCode.of(file, dossier.evidence()).orElse(null));
        putMoment(facts, "started", file.started());
        putMoment(facts, "confirmed", file.confirmed());
        root.putObject("camera")
                .put("id", file.camera().value())
                .put("name", file.context().cameraName())
                .put("address", file.context().address());
        root.putObject("place")
                .put("zoneId", file.zone().id())
                .put("zoneName", file.zone().name())
                .put("publicNoticeNumber", file.context().publicNotice()); // null when not configured
        root.putObject("rule")
                .put("event", file.kind().id())
                .put("dwellLimitMicros", micros(file.context().rule().dwellLimit()));
        ObjectNode evidence = root.putObject("evidence");
        evidence.put("state", dossier.evidenceStatus().state().key());
        dossier.evidenceStatus().notes().forEach(evidence.putArray("notes")::add);
        ArrayNode files = root.putArray("files");
        dossier.evidence().forEach(item -> put(files.addObject(), item));
        made.forEach(entry -> put(files.addObject(), entry));
        return CanonicalJson.write(root);
    }

    /** The record that another key signs from here on. */
    byte[] ofKeyChange(Place place, Seal before, Manifest.Entry publicKey) {
        ObjectNode root = root(Manifest.KEY, place);
        root.putObject(Manifest.KEY)
                .put("previousKeyId", before.keyId())
                .put("reason", "the key that signed before is not in the data folder any more");
        put(root.putArray("files").addObject(), publicKey);
        return CanonicalJson.write(root);
    }

    private ObjectNode root(String kind, Place place) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", Manifest.FORMAT)
                .put("kind", kind)
                .put("keyId", place.keyId())
                .put("sealedAt", utc(place.sealedAt()))
                .put("softwareVersion", softwareVersion);
        Seal before = place.before();
        root.putObject("chain")
                .put("site", siteId)
                .put("sequence", place.sequence())
                .put("previousSha256", before == null ? null : before.manifestSha256());
        return root;
    }

    private static void put(ObjectNode node, EvidenceItem item) {
        put(node, new Manifest.Entry(item.fileName(), item.role().key(), item.sizeBytes(), item.sha256()));
        putMoment(node, "from", item.from());
        putMoment(node, "to", item.to());
        ClockOffset clock = item.clock();
        if (clock == null) {
            node.putNull("clock"); // the camera did not tell its time
        } else {
            node.putObject("clock")
                    .put("aheadMicros", micros(clock.ahead()))
                    .put("uncertaintyMicros", micros(clock.uncertainty()))
                    .put("samples", clock.samples());
        }
    }

    private static void put(ObjectNode node, Manifest.Entry entry) {
        node.put("name", entry.name())
                .put("role", entry.role())
                .put("bytes", entry.bytes())
                .put("sha256", entry.sha256());
    }

    private static void putMoment(ObjectNode parent, String name, Moment moment) {
        parent.putObject(name)
                .put("at", utc(moment.at()))
                .put("ptsMicros", moment.pts().micros());
    }

    /** As all times in a manifest are written. */
    static String utc(Instant instant) {
        return UTC_MICROS.format(instant);
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
