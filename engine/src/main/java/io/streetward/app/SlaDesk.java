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
import io.streetward.catalogue.Department;
import io.streetward.catalogue.SlaMark;
import io.streetward.catalogue.SlaRun;
import io.streetward.catalogue.SlaState;
import io.streetward.catalogue.SlaSubject;
import io.streetward.catalogue.SlaWatch;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the time of what is with a department, and enters when most of it is used up, when it is over, and who above was
 * told. What was raised is read from the case's own history, so that a restart raises nothing twice. A case that is dispatched
 * again has its time anew.
 */
final class SlaDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SlaDesk.class);
    /** More are with departments only where nobody closes anything; the oldest are looked at first. */
    private static final int MOST_WATCHED = 10_000;

    private final CaseBook book;
    private final SlaWatch watch;
    private final Consumer<CaseId> onChanged;

    SlaDesk(CaseBook book, SlaWatch watch, Consumer<CaseId> onChanged) {
        this.book = book;
        this.watch = watch;
        this.onChanged = onChanged;
    }

    /** Enters what has come due; to be called every half minute or so. */
    void review(Instant now) throws CaseBookException {
        for (CaseFile file : book.inState(CaseState.DISPATCHED, MOST_WATCHED)) {
            CaseDossier dossier = book.find(file.id()).orElseThrow();
            List<SlaMark> due = watch.due(subject(dossier), now);
            for (SlaMark mark : due) {
                enter(file.id(), mark);
            }
            if (!due.isEmpty()) {
                onChanged.accept(file.id());
            }
        }
    }

    private void enter(CaseId id, SlaMark mark) throws CaseBookException {
        Department to = mark.to();
        String time = mark.percent() + " % of the limit of " + mark.limit() + " were used up at " + mark.dueAt();
        switch (mark.kind()) {
            case WARNING -> book.note(id, CaseEventKind.DUE_SOON, SqlCaseBook.ENGINE, time);
            case OVERDUE -> {
                LOG.warn("case {} is overdue: {}", id, time);
                book.note(id, CaseEventKind.OVERDUE, SqlCaseBook.ENGINE, time);
            }
            case ESCALATION -> {
                String above = to == null ? "" : ": to " + to.name() + " (" + to.code() + ")";
                LOG.warn("case {} is escalated{}: {}", id, above, time);
                book.note(id, CaseEventKind.ESCALATED, SqlCaseBook.ENGINE, time + above);
            }
        }
    }

    /** The run since the last dispatch, and what was raised in it: marks are raised in order, so their count says which. */
    private static SlaSubject subject(CaseDossier dossier) {
        SlaRun run = SlaRun.from(dossier.file().filedAt());
        Set<String> raised = new HashSet<>();
        int escalations = 0;
        for (HistoryEntry entry : dossier.history()) {
            String prefix = dossier.file().id() + "/" + run.start().toEpochMilli() + "/";
            if (entry.kind() == CaseEventKind.STATE && entry.state() == CaseState.DISPATCHED) {
                run = SlaRun.from(entry.at());
                raised.clear();
                escalations = 0;
            } else if (entry.kind() == CaseEventKind.DUE_SOON) {
                raised.add(prefix + "warning");
            } else if (entry.kind() == CaseEventKind.OVERDUE) {
                raised.add(prefix + "overdue");
            } else if (entry.kind() == CaseEventKind.ESCALATED) {
                escalations++;
                raised.add(prefix + "escalation-" + escalations);
            }
        }
        return new SlaSubject(dossier.file().id().value(), dossier.file().kind(), run, SlaState.RUNNING, raised);
    }
}
