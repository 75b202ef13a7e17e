package io.streetward.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A case with everything on record about it, each list in the order it was written. */
public record CaseDossier(
        CaseFile file,
        EvidenceStatus evidenceStatus,
        List<EvidenceItem> evidence,
        List<AnnouncementEntry> announcements,
        List<HistoryEntry> history,
        List<Verdict> verdicts) {
    public CaseDossier {
        evidence = List.copyOf(evidence);
        announcements = List.copyOf(announcements);
        history = List.copyOf(history);
        verdicts = List.copyOf(verdicts);
    }

    /** Lines on record: evidence, announcements, history and verdicts. None is ever removed, so a change shows. */
    public int entries() {
        return evidence.size() + announcements.size() + history.size() + verdicts.size();
    }

    /** When the case first went into a state. */
    public Optional<Instant> firstIn(CaseState state) {
        return history.stream()
                .filter(entry -> entry.kind() == CaseEventKind.STATE && entry.state() == state)
                .map(HistoryEntry::at)
                .findFirst();
    }
}
