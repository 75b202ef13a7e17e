package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The book all cases are entered in: durable, one writer at a time, readable by many. Safe for use by several threads.
 *
 * <p>Every method that writes returns only when what it wrote survives a crash of this process and of the machine.
 */
public interface CaseBook extends AutoCloseable {
    /**
     * Enters a case. Filing the same stay again changes nothing.
     *
     * @return the case on record for {@code file.stayId()}: {@code file} itself, or the one filed before, whose id
     *     differs
     * @throws CaseBookException when it is not on record; nobody may be told of it then
     */
    CaseFile file(CaseFile file) throws CaseBookException;

    /**
     * Enters that a case ended by itself. Resolving a resolved case changes nothing.
     *
     * @return the case as it is on record now
     * @throws CaseBookException also when there is no such case
     */
    CaseFile resolve(CaseId id, Resolution resolution, String reason) throws CaseBookException;

    /**
     * Enters that a case was seen again, by another camera or under another name.
     *
     * @return the case as it is on record now
     * @throws CaseBookException also when there is no such case
     */
    CaseFile join(CaseId id, String reason) throws CaseBookException;

    /** Enters an announcement of a case. */
    void addAnnouncement(CaseId id, AnnouncementEntry announcement) throws CaseBookException;

    /**
     * Enters evidence whose files are already durable, and how complete it is.
     *
     * @param items new items only; an item's file name is entered once
     */
    void addEvidence(CaseId id, List<EvidenceItem> items, EvidenceStatus status) throws CaseBookException;

    Optional<CaseDossier> find(CaseId id) throws CaseBookException;

    Optional<CaseFile> findByStay(UUID stayId) throws CaseBookException;

    /** The newest cases, newest first. */
    List<CaseFile> latest(int limit) throws CaseBookException;

    /** Cases whose evidence is still pending, oldest first. */
    List<CaseFile> withPendingEvidence() throws CaseBookException;

    /** Cases that have not ended, newest first, at most {@code limit}. */
    List<CaseFile> open(int limit) throws CaseBookException;

    /** Cases of a kind that ended by themselves, last seen at {@code from} or later; the last seen first, at most 1,000. */
    List<CaseFile> resolvedSince(EventKind kind, Instant from) throws CaseBookException;

    /** Enters that the engine is running and watches what is open. */
    void beat(Instant now) throws CaseBookException;

    /** When it was last entered that the engine is running. */
    Optional<Instant> lastBeat() throws CaseBookException;

    /** The chain of sealed manifests, kept in this book. */
    SealLedger seals();

    @Override
    void close();
}
