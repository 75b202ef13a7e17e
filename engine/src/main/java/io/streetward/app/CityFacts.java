package io.streetward.app;

import io.streetward.cases.CaseAnnex;
import io.streetward.cases.CaseClassification;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseState;
import io.streetward.cases.HistoryEntry;
import io.streetward.catalogue.TimeLimit;
import io.streetward.config.StreetwardConfig;
import io.streetward.reports.CaseFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a site's tables say of its cases, for reports: grid, department, and the deadline of the last dispatch. */
public final class CityFacts implements CaseFacts {
    private final CityTables tables;
    private final SiteAnnex annex;

    /** Of a site's configuration; cameras and zones that are no longer in it have no place. */
    public CityFacts(StreetwardConfig config) {
        this.tables = CityTables.of(config);
        this.annex = new SiteAnnex(config, tables, CaseAnnex.NONE);
    }

    @Override
    public Known of(CaseDossier dossier) {
        CaseClassification said = annex.classification(dossier.file());
        CaseClassification.Department department = said.department();
        String grid = said.grid();
        return new Known(grid == null ? "" : grid, department == null ? "" : department.name(), deadline(dossier));
    }

    private @Nullable Instant deadline(CaseDossier dossier) {
        Optional<TimeLimit> limit = tables.catalogue().limit(dossier.file().kind());
        List<HistoryEntry> dispatches = dossier.history().stream()
                .filter(entry -> entry.kind() == CaseEventKind.STATE && entry.state() == CaseState.DISPATCHED)
                .toList();
        return limit.isEmpty() || dispatches.isEmpty()
                ? null
                : tables.clock().deadline(dispatches.get(dispatches.size() - 1).at(), limit.get());
    }
}
