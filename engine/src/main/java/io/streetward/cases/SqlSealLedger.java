package io.streetward.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The chain in the case book's own database. */
final class SqlSealLedger implements SealLedger {
    private static final String UNSEALED = """
            SELECT c.* FROM cases c
            LEFT JOIN seals s ON s.case_id = c.case_id
                AND s.version = (SELECT MAX(version) FROM seals WHERE case_id = c.case_id)
            WHERE c.evidence_state <> :pending AND (s.sequence IS NULL OR s.entries <>
                (SELECT COUNT(*) FROM evidence e WHERE e.case_id = c.case_id)
                + (SELECT COUNT(*) FROM announcements a WHERE a.case_id = c.case_id)
                + (SELECT COUNT(*) FROM case_history h WHERE h.case_id = c.case_id)
                + (SELECT COUNT(*) FROM verdicts v WHERE v.case_id = c.case_id))
            ORDER BY c.filed_at, c.case_id
            """;

    private final SqlDatabase book;

    SqlSealLedger(SqlDatabase book) {
        this.book = book;
    }

    @Override
    public Optional<Seal> head() throws CaseBookException {
        return book.transaction("cannot be read", handle -> head(handle));
    }

    @Override
    public Optional<Seal> latestOf(CaseId id) throws CaseBookException {
        return book.transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT * FROM seals WHERE case_id = :id ORDER BY version DESC LIMIT 1")
                        .bind("id", id.value())
                        .map((row, context) -> seal(row))
                        .findOne());
    }

    @Override
    public void append(Seal seal, List<SealFile> files) throws CaseBookException {
        book.transaction("cannot enter seal " + seal.sequence(), handle -> {
            long head = head(handle).map(Seal::sequence).orElse(0L);
            if (seal.sequence() != head + 1) {
                throw new CaseBookException("seal " + seal.sequence() + " does not follow on " + head);
            }
            insert(handle, seal);
            for (int i = 0; i < files.size(); i++) {
                handle.createUpdate("INSERT INTO seal_files (sequence, seq, path, content)"
                                + " VALUES (:sequence, :seq, :path, :content)")
                        .bind("sequence", seal.sequence())
                        .bind("seq", i)
                        .bind("path", files.get(i).path())
                        .bind("content", files.get(i).base64())
                        .execute();
            }
            return seal;
        });
    }

    @Override
    public List<SealFile> unwritten() throws CaseBookException {
        return book.transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT path, content FROM seal_files ORDER BY sequence, seq")
                        .map((row, context) -> new SealFile(row.getString("path"), row.getString("content")))
                        .list());
    }

    @Override
    public void allWritten() throws CaseBookException {
        book.transaction("cannot enter that a seal is written", handle -> handle.execute("DELETE FROM seal_files"));
    }

    @Override
    public List<CaseFile> unsealed() throws CaseBookException {
        return book.transaction(
                "cannot be read",
                handle -> handle.createQuery(UNSEALED)
                        .bind("pending", EvidenceStatus.State.PENDING.key())
                        .map((row, context) -> CaseRows.caseFile(row))
                        .list());
    }

    private static Optional<Seal> head(Handle handle) {
        return handle.createQuery("SELECT * FROM seals ORDER BY sequence DESC LIMIT 1")
                .map((row, context) -> seal(row))
                .findOne();
    }

    private static void insert(Handle handle, Seal seal) {
        CaseId id = seal.caseId();
        handle.createUpdate("""
                        INSERT INTO seals (sequence, case_id, version, entries, record_sha256, manifest_sha256, key_id,
                          sealed_at)
                        VALUES (:sequence, :case_id, :version, :entries, :record_sha256, :manifest_sha256, :key_id,
                          :sealed_at)
                        """)
                .bind("sequence", seal.sequence())
                .bind("case_id", id == null ? null : id.value())
                .bind("version", seal.version())
                .bind("entries", seal.entries())
                .bind("record_sha256", seal.recordSha256())
                .bind("manifest_sha256", seal.manifestSha256())
                .bind("key_id", seal.keyId())
                .bind("sealed_at", Columns.utc(seal.sealedAt()))
                .execute();
    }

    private static Seal seal(ResultSet row) throws SQLException {
        @Nullable String caseId = row.getString("case_id");
        return new Seal(
                row.getLong("sequence"),
                caseId == null ? null : new CaseId(caseId),
                row.getInt("version"),
                row.getInt("entries"),
                row.getString("record_sha256"),
                row.getString("manifest_sha256"),
                row.getString("key_id"),
                Instant.parse(row.getString("sealed_at")));
    }
}
