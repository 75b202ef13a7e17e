package io.streetward.evidence;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.SqlCaseBook;
import io.streetward.cases.TransitionRefusedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files reported cases whose evidence meets the conditions, and gives the others to a person. None stays behind. */
final class FilingDesk {
    private static final Logger log = LoggerFactory.getLogger(FilingDesk.class);

    private final CaseBook book;
    private final EvidenceConditions conditions;

    FilingDesk(CaseBook book, EvidenceConditions conditions) {
        this.book = book;
        this.conditions = conditions;
    }

    /** Decides on a case by what is on record now; one that was decided on, by the engine or by a person, stays where it is. */
    void decide(CaseId id) throws CaseBookException {
        CaseDossier dossier = book.find(id).orElseThrow(() -> new CaseBookException("there is no case " + id));
        if (dossier.file().state() != CaseState.REPORTED) {
            return;
        }
        ConditionsVerdict verdict = conditions.judge(dossier);
        try {
            if (verdict instanceof ConditionsVerdict.Unmet unmet) {
                String reasons = String.join("; ", unmet.reasons());
                book.advance(id, CaseState.NEEDS_REVIEW, SqlCaseBook.ENGINE, reasons);
                log.warn("case {}: needs review: {}", id, reasons);
            } else if (verdict instanceof ConditionsVerdict.Met met) {
                book.advance(id, CaseState.FILED, SqlCaseBook.ENGINE, words(met.remarks()));
            }
        } catch (TransitionRefusedException e) {
            log.info("case {}: somebody else decided meanwhile: {}", id, e.getMessage());
        }
    }

    private static String words(List<String> remarks) {
        return "its evidence meets the conditions" + (remarks.isEmpty() ? "" : "; " + String.join("; ", remarks));
    }
}
