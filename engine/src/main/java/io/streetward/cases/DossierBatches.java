package io.streetward.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads whole dossiers some hundred at a time: five queries a batch rather than six a case. */
final class DossierBatches {
    /** Below SQLite's oldest bound on parameters, 999; a batch of dossiers then takes a few megabytes. */
    private static final int BATCH = 500;

    private final String to;
    private final Consumer<CaseDossier> each;
    // Each batch begins where the last one ended: no offset to count up to, no cursor to hold open.
    private String after;
    private String afterId = "";

    DossierBatches(Instant from, Instant to, Consumer<CaseDossier> each) {
        this.after = Columns.utc(from);
        this.to = Columns.utc(to);
        this.each = each;
    }

    /** Reads to the end; begun again after the connection broke, it goes on behind the last case it gave away. */
    DossierBatches read(Handle handle) {
        List<Head> batch;
        do {
            batch = heads(handle);
            for (CaseDossier dossier : dossiers(handle, batch)) {
                after = Columns.utc(dossier.file().filedAt());
                afterId = dossier.file().id().value();
                each.accept(dossier);
            }
        } while (batch.size() == BATCH);
        return this;
    }

    private List<Head> heads(Handle handle) {
        return handle.createQuery("SELECT * FROM cases WHERE filed_at >= :after AND filed_at < :to"
                        + " AND (filed_at > :after OR case_id > :after_id) ORDER BY filed_at, case_id LIMIT :limit")
                .bind("after", after)
                .bind("after_id", afterId)
                .bind("to", to)
                .bind("limit", BATCH)
                .map((row, context) -> new Head(CaseRows.caseFile(row), CaseRows.evidenceStatus(row)))
                .list();
    }

    private List<CaseDossier> dossiers(Handle handle, List<Head> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<String, List<EvidenceItem>> evidence = children(handle, "evidence", heads, CaseRows::evidence);
        Map<String, List<AnnouncementEntry>> announcements =
                children(handle, "announcements", heads, CaseRows::announcement);
        Map<String, List<HistoryEntry>> history = children(handle, "case_history", heads, CaseRows::history);
        Map<String, List<Verdict>> verdicts = children(handle, "verdicts", heads, CaseRows::verdict);
        return heads.stream()
                .map(head -> {
                    String id = head.file().id().value();
                    return new CaseDossier(
                            head.file(),
                            head.evidence(),
                            evidence.getOrDefault(id, List.of()),
                            announcements.getOrDefault(id, List.of()),
                            history.getOrDefault(id, List.of()),
                            verdicts.getOrDefault(id, List.of()));
                })
                .toList();
    }

    private <T> Map<String, List<T>> children(Handle handle, String table, List<Head> heads, Row<T> row) {
        String places = String.join(
                ", ", IntStream.range(0, heads.size()).mapToObj(i -> "?").toList());
        Query query = handle.createQuery(
                "SELECT * FROM " + table + " WHERE case_id IN (" + places + ") ORDER BY case_id, seq");
        for (int i = 0; i < heads.size(); i++) {
            query.bind(i, heads.get(i).file().id().value());
        }
        Map<String, List<T>> byCase = new HashMap<>();
        query.map((result, context) -> new Child<>(result.getString("case_id"), row.of(result)))
                .forEach(child -> byCase.computeIfAbsent(child.caseId(), id -> new ArrayList<>())
                        .add(child.entry()));
        return byCase;
    }

    private record Head(CaseFile file, EvidenceStatus evidence) {}

    private record Child<T>(String caseId, T entry) {}

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
