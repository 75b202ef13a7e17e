package io.streetward.cases;

import java.util.List;
import java.util.Optional;

/**
 * The chain of sealed manifests, in the case book: durable like everything there. A seal is on record with its files before
 * these are written, so that a crash in between loses neither and makes no second seal with the same number.
 */
public interface SealLedger {
    /** The newest seal of the site; empty before the first. */
    Optional<Seal> head() throws CaseBookException;

    /** The newest seal of a case. */
    Optional<Seal> latestOf(CaseId id) throws CaseBookException;

    /**
     * Enters a seal and the files that belong to it.
     *
     * @throws CaseBookException also when its sequence number is not the one after the head's; nothing is entered then
     */
    void append(Seal seal, List<SealFile> files) throws CaseBookException;

    /** Files that may not have been written, by seal and in the order they were entered. */
    List<SealFile> unwritten() throws CaseBookException;

    /** All {@link #unwritten()} files are durable in the data folder by now. */
    void allWritten() throws CaseBookException;

    /** Cases whose evidence is finished and that were never sealed, or have changed since; oldest first. */
    List<CaseFile> unsealed() throws CaseBookException;
}
