package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What can be read in the book of cases; nothing here writes. Safe for use by several threads. */
public interface CaseReader extends AutoCloseable {
    Optional<CaseDossier> find(CaseId id) throws CaseBookException;

    Optional<CaseFile> findByStay(UUID stayId) throws CaseBookException;

    /** The newest cases, newest first. */
    List<CaseFile> latest(int limit) throws CaseBookException;

    /** Cases in a state, oldest first. */
    List<CaseFile> inState(CaseState state, int limit) throws CaseBookException;

    /** Cases put on record at {@code from} or later and before {@code to}, oldest first. */
    List<CaseId> reportedBetween(Instant from, Instant to) throws CaseBookException;

    /**
     * Reads all that is on record about the cases put on record at {@code from} or later and before {@code to}, oldest
     * first, each once; from a file, all as of one moment.
     *
     * <p>A few queries for some hundred cases, so that a report over years takes seconds; no more than those are held at a
     * time. Whoever writes through the same book waits meanwhile: beside a running engine, use a reader of one's own.
     *
     * @param each is given one case after the other; it must not use the book
     */
    void eachReportedBetween(Instant from, Instant to, Consumer<CaseDossier> each) throws CaseBookException;

    /** Cases whose evidence is still pending, oldest first. */
    List<CaseFile> withPendingEvidence() throws CaseBookException;

    /** Cases of what has not left and that are not over, newest first, at most {@code limit}. */
    List<CaseFile> open(int limit) throws CaseBookException;

    /** Cases of a kind whose cause left by itself, last seen at {@code from} or later; the last seen first, at most 1,000. */
    List<CaseFile> leftSince(EventKind kind, Instant from) throws CaseBookException;

    /** When it was last entered that the engine is running. */
    Optional<Instant> lastBeat() throws CaseBookException;

    @Override
    void close();
}
