package io.streetward.cases;

import java.util.List;

/** A case with everything on record about it, each list in the order it was written. */
public record CaseDossier(
        CaseFile file,
        EvidenceStatus evidenceStatus,
        List<EvidenceItem> evidence,
        List<AnnouncementEntry> announcements,
        List<HistoryEntry> history) {
    public CaseDossier {
        evidence = List.copyOf(evidence);
        announcements = List.copyOf(announcements);
        history = List.copyOf(history);
    }

    /** Lines on record: evidence, announcements and history. None is ever removed, so a change shows. */
    public int entries() {
        return evidence.size() + announcements.size() + history.size();
    }
}
