package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads the case book in an SQL database. */
public final class SqlCaseReader implements CaseReader {
    private final SqlDatabase database;

    SqlCaseReader(SqlDatabase database) {
        this.database = database;
    }

    /**
     * Opens the book in one SQLite file for reading alone, also while an engine writes in it: takes no lock that keeps an
     * engine out, migrates nothing, writes nothing.
     *
     * @throws CaseBookException when there is no such file, when it is damaged, or when its tables are not those of this
     *     version
     */
    public static SqlCaseReader openSqlite(Path file) throws CaseBookException {
        return new SqlCaseReader(SqliteReading.open(file));
    }

    @Override
    public Optional<CaseDossier> find(CaseId id) throws CaseBookException {
        return database.transaction("cannot read case " + id, handle -> CaseQueries.dossier(handle, id));
    }

    @Override
    public Optional<CaseFile> findByStay(UUID stayId) throws CaseBookException {
        return read(handle -> CaseQueries.byStay(handle, stayId));
    }

    @Override
    public List<CaseFile> latest(int limit) throws CaseBookException {
        return read(handle -> CaseQueries.latest(handle, limit));
    }

    @Override
    public List<CaseFile> inState(CaseState state, int limit) throws CaseBookException {
        return read(handle -> CaseQueries.inState(handle, state, limit));
    }

    @Override
    public List<CaseId> reportedBetween(Instant from, Instant to) throws CaseBookException {
        return read(handle -> CaseQueries.reportedBetween(handle, from, to));
    }

    @Override
    public void eachReportedBetween(Instant from, Instant to, Consumer<CaseDossier> each) throws CaseBookException {
        DossierBatches batches = new DossierBatches(from, to, each);
        read(batches::read);
    }

    @Override
    public List<CaseFile> withPendingEvidence() throws CaseBookException {
        return read(CaseQueries::withPendingEvidence);
    }

    @Override
    public List<CaseFile> open(int limit) throws CaseBookException {
        return read(handle -> CaseQueries.open(handle, limit));
    }

    @Override
    public List<CaseFile> leftSince(EventKind kind, Instant from) throws CaseBookException {
        return read(handle -> CaseQueries.leftSince(handle, kind, from));
    }

    @Override
    public Optional<Instant> lastBeat() throws CaseBookException {
        return read(handle -> handle.createQuery("SELECT at FROM engine_alive WHERE id = 1")
                .mapTo(String.class)
                .findOne()
                .map(Instant::parse));
    }

    @Override
    public void close() {
        database.close();
    }

    private <T> T read(SqlDatabase.Work<T> work) throws CaseBookException {
        return database.transaction("cannot be read", work);
    }
}
