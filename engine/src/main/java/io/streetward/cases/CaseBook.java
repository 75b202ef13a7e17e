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
     * Moves a case on to another state. One that goes to {@link CaseState#FILED} when what was there has left already goes on
     * to {@link CaseState#RESOLVED}.
     *
     * @param actor who: an operator's or a department's name, or {@code engine}
     * @param reason why, for people; not blank
     * @return the case as it is on record now
     * @throws TransitionRefusedException when the case may not go there from where it is
     * @throws CaseBookException also when there is no such case
     */
    CaseFile advance(CaseId id, CaseState to, String actor, String reason) throws CaseBookException;

    /**
     * Enters that what was there has left by itself. A filed case is resolved by it, one still being looked at is when it is
     * filed; one in other hands stays where it is. A second time changes nothing.
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

    /**
     * Enters something that happened to a case and changes no state.
     *
     * @param kind not {@link CaseEventKind#STATE}
     * @return the case as it is on record now
     * @throws CaseBookException also when there is no such case
     */
    CaseFile note(CaseId id, CaseEventKind kind, String actor, String reason) throws CaseBookException;

    /**
     * Enters what a person found. A rejected case becomes {@link CaseState#REJECTED}, a confirmed one that needed review is
     * filed, any other confirmed one stays where it is.
     *
     * @return the case as it is on record now
     * @throws TransitionRefusedException when the case may not be rejected where it is; the verdict is not entered then
     * @throws CaseBookException also when there is no such case
     */
    CaseFile judge(CaseId id, Verdict verdict) throws CaseBookException;

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

    /** Cases in a state, oldest first. */
    List<CaseFile> inState(CaseState state, int limit) throws CaseBookException;

    /** Cases put on record at {@code from} or later and before {@code to}, oldest first. */
    List<CaseId> reportedBetween(Instant from, Instant to) throws CaseBookException;

    /** Cases whose evidence is still pending, oldest first. */
    List<CaseFile> withPendingEvidence() throws CaseBookException;

    /** Cases of what has not left and that are not over, newest first, at most {@code limit}. */
    List<CaseFile> open(int limit) throws CaseBookException;

    /** Cases of a kind whose cause left by itself, last seen at {@code from} or later; the last seen first, at most 1,000. */
    List<CaseFile> leftSince(EventKind kind, Instant from) throws CaseBookException;

    /** Enters that the engine is running and watches what is open. */
    void beat(Instant now) throws CaseBookException;

    /** When it was last entered that the engine is running. */
    Optional<Instant> lastBeat() throws CaseBookException;

    /** The chain of sealed manifests, kept in this book. */
    SealLedger seals();

    /** What happened to all cases, in order. */
    CaseEventLog events();

    /** Who is told of what happened, and how far each has been told. */
    DeliveryLedger deliveries();

    /**
     * Has somebody called after everything this book writes of what happened, once it is durable; for as long as the book is
     * open.
     *
     * @param listener called on the writer's thread; must neither block nor throw
     */
    void onEvents(Runnable listener);

    @Override
    void close();
}
