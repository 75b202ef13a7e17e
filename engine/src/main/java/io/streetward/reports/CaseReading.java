package io.streetward.reports;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseState;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Resolution;
import io.streetward.cases.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a case's dossier how it stood at one moment: what was written later is passed over. Only the evidence's status
 * has no history and is today's.
 *
 * @param asOf UTC
 * @param talkDown how soon after the first announcement began the last sighting must be for the announcement to have worked
 */
record CaseReading(Instant asOf, Duration talkDown) {
    /** There was nothing there that the rule forbids. A duplicate or a poor picture is another matter. */
    private static final Set<Verdict.RejectReason> FALSE_ALARMS = EnumSet.of(
            Verdict.RejectReason.FALSE_DETECTION, Verdict.RejectReason.WRONG_KIND, Verdict.RejectReason.PERMITTED);

    CaseView of(CaseDossier written, CaseFacts facts) {
        CaseDossier dossier = upTo(written);
        CaseFacts.Known known = facts.of(dossier);
        CaseFile file = dossier.file();
        Life life = Life.of(dossier.history());
        Instant lastSeen = lastSeen(file, life);
        EnumSet<CaseMark> marks = EnumSet.of(CaseMark.REPORTED);
        marks.addAll(life.marks());
        marks.addAll(closing(life, known.deadline()));
        marks.addAll(announcing(dossier, life, lastSeen));
        marks.addAll(judging(dossier.verdicts()));
        if (lastSeen != null) {
            marks.add(CaseMark.LEFT);
        }
        EvidenceStatus.State evidence = dossier.evidenceStatus().state();
        add(marks, CaseMark.EVIDENCE_FINISHED, evidence != EvidenceStatus.State.PENDING);
        add(marks, CaseMark.EVIDENCE_COMPLETE, evidence == EvidenceStatus.State.COMPLETE);
        return new CaseView(
                file.id(),
                file.filedAt(),
                file.kind(),
                file.camera(),
                file.context().cameraName(),
                file.zone().name(),
                life.state(),
                known,
                marks.stream().mapToInt(CaseMark::bit).sum(),
                resolving(file, life, lastSeen),
                life.handling());
    }

    private CaseDossier upTo(CaseDossier d) {
        return new CaseDossier(
                d.file(),
                d.evidenceStatus(),
                d.evidence(),
                d.announcements().stream()
                        .filter(entry -> entry.firstPacketAt() == null
                                || !entry.firstPacketAt().isAfter(asOf))
                        .toList(),
                d.history().stream().filter(entry -> !entry.at().isAfter(asOf)).toList(),
                d.verdicts().stream()
                        .filter(verdict -> !verdict.at().isAfter(asOf))
                        .toList());
    }

    /** The resolution says when it was last seen; the history, when that was known. */
    private static @Nullable Instant lastSeen(CaseFile file, Life life) {
        Resolution resolution = file.resolution();
        return resolution != null && life.left() ? resolution.lastSeen().at() : null;
    }

    private EnumSet<CaseMark> closing(Life life, @Nullable Instant deadline) {
        EnumSet<CaseMark> marks = EnumSet.noneOf(CaseMark.class);
        if (!life.was(CaseState.FILED) || life.state() == CaseState.REJECTED || life.state() == CaseState.RESOLVED) {
            return marks;
        }
        Instant end = life.workEnd(asOf);
        boolean late = deadline == null ? life.overdueBy(end) : end.isAfter(deadline);
        boolean closed = life.closedAt() != null;
        boolean notDue = !closed && deadline != null && asOf.isBefore(deadline);
        add(marks, CaseMark.CLOSED, closed);
        add(marks, CaseMark.LATE, late);
        add(marks, CaseMark.CLOSED_IN_TIME, closed && !late);
        add(marks, notDue ? CaseMark.NOT_DUE : CaseMark.SHOULD_CLOSE, true);
        return marks;
    }

    private EnumSet<CaseMark> announcing(CaseDossier dossier, Life life, @Nullable Instant lastSeen) {
        EnumSet<CaseMark> marks = EnumSet.noneOf(CaseMark.class);
        Instant spoken = dossier.announcements().stream()
                .filter(entry -> entry.outcome() == AnnouncementOutcome.SPOKEN)
                .map(AnnouncementEntry::firstPacketAt)
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .orElse(null);
        if (spoken == null || life.state() == CaseState.REJECTED) {
            return marks;
        }
        marks.add(CaseMark.ANNOUNCED);
        // Last seen before a word was said: it was leaving already.
        boolean soonAfter = lastSeen != null && !lastSeen.isBefore(spoken) && !lastSeen.isAfter(spoken.plus(talkDown));
        add(marks, CaseMark.TALKED_DOWN, soonAfter && !life.was(CaseState.DISPATCHED));
        return marks;
    }

    private static EnumSet<CaseMark> judging(List<Verdict> verdicts) {
        EnumSet<CaseMark> marks = EnumSet.noneOf(CaseMark.class);
        if (!verdicts.isEmpty()) {
            Verdict.RejectReason reason = verdicts.get(verdicts.size() - 1).reason();
            marks.add(CaseMark.JUDGED);
            add(marks, CaseMark.FALSE_ALARM, reason != null && FALSE_ALARMS.contains(reason));
        }
        return marks;
    }

    private static @Nullable Duration resolving(CaseFile file, Life life, @Nullable Instant lastSeen) {
        if (life.state() == CaseState.REJECTED) {
            return null;
        }
        return Stream.of(lastSeen, life.closedAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                // Seen last when it was reported: two clocks' readings of one moment may differ by a little.
                .map(end -> end.isBefore(file.filedAt()) ? Duration.ZERO : Duration.between(file.filedAt(), end))
                .orElse(null);
    }

    private static void add(EnumSet<CaseMark> marks, CaseMark mark, boolean when) {
        if (when) {
            marks.add(mark);
        }
    }
}
