package io.streetward.app;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.HistoryEntry;
import io.streetward.cases.SqlCaseBook;
import io.streetward.rules.PlaceCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the camera look again at what is reported handled (核查): a place that is free closes the case, one that is not sends it
 * back to the department, and where nothing can be seen a person decides. What is to be looked at is read from the book, so
 * that a restart forgets nothing.
 */
final class Reverifier {
    private static final Logger LOG = LoggerFactory.getLogger(Reverifier.class);
    /** Cases looked at in one go; the others wait for the next. */
    private static final int AT_ONCE = 50;

    /** Looks at the place of a case and attaches the picture. */
    interface Look {
        /**
         * Asks the case's camera.
         *
         * @param answer told once the picture, if there is one, is on record
         * @return false when it cannot be asked now
         */
        boolean again(CaseFile file, Consumer<PlaceCheck.Finding> answer);
    }

    private final CaseBook book;
    private final Look look;
    private final Consumer<CaseId> onChanged;
    private final Set<CaseId> asked = new HashSet<>();

    Reverifier(CaseBook book, Look look, Consumer<CaseId> onChanged) {
        this.book = book;
        this.look = look;
        this.onChanged = onChanged;
    }

    /** Asks for what is reported handled and was not looked at since; to be called every few seconds. */
    synchronized void review() throws CaseBookException {
        List<CaseFile> handled = book.inState(CaseState.HANDLED, AT_ONCE);
        asked.retainAll(handled.stream().map(CaseFile::id).toList());
        for (CaseFile file : handled) {
            if (!asked.contains(file.id())
                    && isToBeLookedAt(file.id())
                    && look.again(file, finding -> found(file, finding))) {
                asked.add(file.id());
            }
        }
    }

    private boolean isToBeLookedAt(CaseId id) throws CaseBookException {
        CaseDossier dossier = book.find(id).orElseThrow();
        boolean due = false;
        for (HistoryEntry entry : dossier.history()) {
            if (entry.kind() == CaseEventKind.STATE) {
                due = entry.state() == CaseState.HANDLED;
            } else if (entry.kind() == CaseEventKind.REVERIFIED) {
                due = false;
            }
        }
        return due;
    }

    private void found(CaseFile file, PlaceCheck.Finding finding) {
        try {
            enter(file.id(), finding);
            onChanged.accept(file.id());
        } catch (CaseBookException e) {
            LOG.error(
                    "case {}: what the camera found on looking again is not on record: {}", file.id(), e.getMessage());
            forget(file.id());
        }
    }

    private void enter(CaseId id, PlaceCheck.Finding finding) throws CaseBookException {
        String said = finding.key() + ": " + finding.why();
        LOG.info("case {}: looked again, {}", id, said);
        book.note(id, CaseEventKind.REVERIFIED, SqlCaseBook.ENGINE, said);
        if (finding instanceof PlaceCheck.Finding.Gone) {
            book.advance(id, CaseState.CLOSED, SqlCaseBook.ENGINE, "looked again, " + said);
        } else if (finding instanceof PlaceCheck.Finding.StillThere) {
            book.advance(id, CaseState.DISPATCHED, SqlCaseBook.ENGINE, "looked again, " + said);
        }
    }

    /** So that it is asked for again. */
    private synchronized void forget(CaseId id) {
        asked.remove(id);
    }
}
