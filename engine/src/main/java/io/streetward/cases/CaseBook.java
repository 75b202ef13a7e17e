package io.streetward.cases;

import java.time.Instant;
import java.util.List;

/**
 * The book all cases are entered in: durable, one writer at a time, readable by many. Safe for use by several threads.
 *
 * <p>Every method that writes returns only when what it wrote survives a crash of this process and of the machine.
 */
public interface CaseBook extends CaseReader {
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

    /** Enters that the engine is running and watches what is open. */
    void beat(Instant now) throws CaseBookException;

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
}
