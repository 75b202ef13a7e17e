package io.streetward.cases;

import io.streetward.detect.ObjectKind;
import io.streetward.media.ClockOffset;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Zone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Cases and what hangs on them, as rows. */
final class CaseRows {
    private static final String INSERT_CASE = """
            INSERT INTO cases (
              case_id, stay_id, event_kind, site_id, camera_id, camera_name, zone_id, zone_name, zone_polygon,
              object_kind, box_x, box_y, box_w, box_h, started_at, started_pts_us, confirmed_at, confirmed_pts_us,
              dwell_us, confidence, reasons, rule_settings, detector, software_version, filed_at, state,
              evidence_state, evidence_notes, zone_place, previous_case, witnesses, passages, onset, camera_address,
              public_notice)
            VALUES (
              :case_id, :stay_id, :event_kind, :site_id, :camera_id, :camera_name, :zone_id, :zone_name, :zone_polygon,
              :object_kind, :box_x, :box_y, :box_w, :box_h, :started_at, :started_pts_us, :confirmed_at,
              :confirmed_pts_us, :dwell_us, :confidence, :reasons, :rule_settings, :detector, :software_version,
              :filed_at, :state, :evidence_state, :evidence_notes, :zone_place, :previous_case,
              :witnesses, :passages, :onset, :camera_address, :public_notice)
            ON CONFLICT DO NOTHING
            """;

    private CaseRows() {}

    /** Inserts a case; 0 when its stay has one already, or its id is taken. */
    static int insert(Handle handle, CaseFile c) {
        Update update = handle.createUpdate(INSERT_CASE);
        bindFacts(update, c);
        bindContext(update, c.context());
        bindWitnesses(update, c);
        return update.bind("state", c.state().key())
                .bind("evidence_state", EvidenceStatus.PENDING.state().key())
                .bind("evidence_notes", Columns.json(EvidenceStatus.PENDING.notes()))
                .execute();
    }

    static void insert(Handle handle, CaseId id, AnnouncementEntry announcement) {
        handle.createUpdate("""
                        INSERT INTO announcements (case_id, seq, text, clip_sha256, speaker, first_packet_at,
                          last_packet_at, packets, outcome, detail)
                        VALUES (:case_id, :seq, :text, :clip_sha256, :speaker, :first_packet_at,
                          :last_packet_at, :packets, :outcome, :detail)
                        """)
                .bind("case_id", id.value())
                .bind("seq", nextSeq(handle, "announcements", id))
                .bind("text", announcement.text())
                .bind("clip_sha256", announcement.clipSha256())
                .bind("speaker", announcement.speaker())
                .bind("first_packet_at", Columns.utcOrNull(announcement.firstPacketAt()))
                .bind("last_packet_at", Columns.utcOrNull(announcement.lastPacketAt()))
                .bind("packets", announcement.packets())
                .bind("outcome", announcement.outcome().key())
                .bind("detail", announcement.detail())
                .execute();
    }

    static void insert(Handle handle, CaseId id, EvidenceItem item) {
        ClockOffset clock = item.clock();
        PictureFacts picture = item.picture();
        handle.createUpdate("""
                        INSERT INTO evidence (case_id, seq, role, file_name, sha256, size_bytes, from_at, from_pts_us,
                          to_at, to_pts_us, note, clock_ahead_us, clock_uncertainty_us, clock_samples,
                          width_px, height_px, view_state, view_why)
                        VALUES (:case_id, :seq, :role, :file_name, :sha256, :size_bytes, :from_at, :from_pts_us,
                          :to_at, :to_pts_us, :note, :clock_ahead_us, :clock_uncertainty_us, :clock_samples,
                          :width_px, :height_px, :view_state, :view_why)
                        """)
                .bind("case_id", id.value())
                .bind("seq", nextSeq(handle, "evidence", id))
                .bind("role", item.role().key())
                .bind("file_name", item.fileName())
                .bind("sha256", item.sha256())
                .bind("size_bytes", item.sizeBytes())
                .bind("from_at", Columns.utc(item.from().at()))
                .bind("from_pts_us", item.from().pts().micros())
                .bind("to_at", Columns.utc(item.to().at()))
                .bind("to_pts_us", item.to().pts().micros())
                .bind("note", item.note())
                .bind("clock_ahead_us", clock == null ? null : Columns.micros(clock.ahead()))
                .bind("clock_uncertainty_us", clock == null ? null : Columns.micros(clock.uncertainty()))
                .bind("clock_samples", clock == null ? null : clock.samples())
                .bind("width_px", picture == null ? null : picture.widthPx())
                .bind("height_px", picture == null ? null : picture.heightPx())
                .bind("view_state", picture == null ? null : picture.view().key())
                .bind("view_why", picture == null ? null : picture.viewWhy())
                .execute();
    }

    static void insertHistory(Handle handle, CaseId id, CaseState state, CaseChange change) {
        handle.createUpdate("INSERT INTO case_history (case_id, seq, kind, at, state, actor, reason)"
                        + " VALUES (:case_id, :seq, :kind, :at, :state, :actor, :reason)")
                .bind("case_id", id.value())
                .bind("seq", nextSeq(handle, "case_history", id))
                .bind("kind", change.kind().key())
                .bind("at", Columns.utc(change.at()))
                .bind("state", state.key())
                .bind("actor", change.actor())
                .bind("reason", change.reason())
                .execute();
    }

    static void insert(Handle handle, CaseId id, Verdict verdict) {
        Verdict.RejectReason reason = verdict.reason();
        handle.createUpdate("INSERT INTO verdicts (case_id, seq, at, actor, reject_reason, comment)"
                        + " VALUES (:case_id, :seq, :at, :actor, :reject_reason, :comment)")
                .bind("case_id", id.value())
                .bind("seq", nextSeq(handle, "verdicts", id))
                .bind("at", Columns.utc(verdict.at()))
                .bind("actor", verdict.actor())
                .bind("reject_reason", reason == null ? null : reason.key())
                .bind("comment", verdict.comment())
                .execute();
    }

    private static int nextSeq(Handle handle, String table, CaseId id) {
        return handle.createQuery("SELECT COALESCE(MAX(seq), 0) + 1 FROM " + table + " WHERE case_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .one();
    }

    private static void bindFacts(Update update, CaseFile c) {
        update.bind("case_id", c.id().value())
                .bind("stay_id", c.stayId().toString())
                .bind("event_kind", c.kind().id())
                .bind("zone_id", c.zone().id())
                .bind("zone_name", c.zone().name())
                .bind("zone_polygon", Columns.json(c.zone().polygon()))
                .bind("object_kind", c.object().name())
                .bind("box_x", c.box().x())
                .bind("box_y", c.box().y())
                .bind("box_w", c.box().w())
                .bind("box_h", c.box().h())
                .bind("started_at", Columns.utc(c.started().at()))
                .bind("started_pts_us", c.started().pts().micros())
                .bind("confirmed_at", Columns.utc(c.confirmed().at()))
                .bind("confirmed_pts_us", c.confirmed().pts().micros())
                .bind("dwell_us", Columns.micros(c.dwell()))
                .bind("confidence", c.confidence())
                .bind("reasons", Columns.json(c.reasons()))
                .bind("filed_at", Columns.utc(c.filedAt()));
    }

    private static void bindWitnesses(Update update, CaseFile c) {
        CaseId previous = c.previousCase();
        update.bind("zone_place", c.zone().place())
                .bind("previous_case", previous == null ? null : previous.value())
                .bind("witnesses", WitnessColumns.witnesses(c.witnesses()))
                .bind("passages", WitnessColumns.passages(c.passages()))
                .bind("onset", WitnessColumns.onsetOrNull(c.onset()));
    }

    private static void bindContext(Update update, CaseContext context) {
        update.bind("site_id", context.siteId())
                .bind("camera_id", context.camera().value())
                .bind("camera_name", context.cameraName())
                .bind("camera_address", context.address())
                .bind("public_notice", context.publicNotice())
                .bind("rule_settings", Columns.json(context.rule()))
                .bind("detector", context.detector())
                .bind("software_version", context.softwareVersion());
    }

    static CaseFile caseFile(ResultSet row) throws SQLException {
        return new CaseFile(
                new CaseId(row.getString("case_id")),
                UUID.fromString(row.getString("stay_id")),
                new EventKind(row.getString("event_kind")),
                context(row),
                new Zone(
                        row.getString("zone_id"),
                        row.getString("zone_name"),
                        Columns.polygon(row.getString("zone_polygon")),
                        row.getString("zone_place")),
                ObjectKind.valueOf(row.getString("object_kind")),
                new NormalizedBox(
                        row.getDouble("box_x"), row.getDouble("box_y"), row.getDouble("box_w"), row.getDouble("box_h")),
                Columns.moment(row, "started"),
                Columns.moment(row, "confirmed"),
                Columns.duration(row.getLong("dwell_us")),
                row.getDouble("confidence"),
                Columns.strings(row.getString("reasons")),
                WitnessColumns.witnesses(row.getString("witnesses")),
                WitnessColumns.passages(row.getString("passages")),
                WitnessColumns.onsetOrNull(row.getString("onset")),
                previousCase(row.getString("previous_case")),
                Instant.parse(row.getString("filed_at")),
                CaseState.ofKey(row.getString("state")),
                resolution(row));
    }

    private static CaseContext context(ResultSet row) throws SQLException {
        return new CaseContext(
                row.getString("site_id"),
                new StreamId(row.getString("camera_id")),
                row.getString("camera_name"),
                row.getString("camera_address"),
                row.getString("public_notice"),
                Columns.ruleSettings(row.getString("rule_settings")),
                row.getString("detector"),
                row.getString("software_version"));
    }

    private static @Nullable CaseId previousCase(@Nullable String id) {
        return id == null ? null : new CaseId(id);
    }

    private static @Nullable Resolution resolution(ResultSet row) throws SQLException {
        return row.getString("last_seen_at") == null
                ? null
                : new Resolution(Columns.moment(row, "last_seen"), Columns.duration(row.getLong("final_dwell_us")));
    }

    static EvidenceStatus evidenceStatus(ResultSet row) throws SQLException {
        return new EvidenceStatus(
                EvidenceStatus.State.ofKey(row.getString("evidence_state")),
                Columns.strings(row.getString("evidence_notes")));
    }

    static HistoryEntry history(ResultSet row) throws SQLException {
        return new HistoryEntry(
                row.getInt("seq"),
                CaseEventKind.ofKey(row.getString("kind")),
                Instant.parse(row.getString("at")),
                CaseState.ofKey(row.getString("state")),
                row.getString("actor"),
                row.getString("reason"));
    }

    static AnnouncementEntry announcement(ResultSet row) throws SQLException {
        return new AnnouncementEntry(
                row.getString("text"),
                row.getString("clip_sha256"),
                row.getString("speaker"),
                Columns.instantOrNull(row.getString("first_packet_at")),
                Columns.instantOrNull(row.getString("last_packet_at")),
                row.getLong("packets"),
                AnnouncementOutcome.ofKey(row.getString("outcome")),
                row.getString("detail"));
    }

    static EvidenceItem evidence(ResultSet row) throws SQLException {
        return new EvidenceItem(
                EvidenceRole.ofKey(row.getString("role")),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size_bytes"),
                Columns.moment(row, "from"),
                Columns.moment(row, "to"),
                row.getString("note"),
                Columns.clockOrNull(row),
                Columns.pictureOrNull(row));
    }

    static Verdict verdict(ResultSet row) throws SQLException {
        @Nullable String reason = row.getString("reject_reason");
        return new Verdict(
                Instant.parse(row.getString("at")),
                row.getString("actor"),
                reason == null ? null : Verdict.RejectReason.ofKey(reason),
                row.getString("comment"));
    }
}
