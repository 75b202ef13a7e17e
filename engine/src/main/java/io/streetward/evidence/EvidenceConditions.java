package io.streetward.evidence;

import io.streetward.cases.CaseDossier;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.PictureFacts;
import io.streetward.media.ClockOffset;
import io.streetward.media.MediaTime;
import io.streetward.rules.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the evidence of a case must be, before it is filed without a person having looked: GA/T 832-2014 for vehicles that
 * stand, taken for what else stays too.
 *
 * @param minPictures untouched stills, at least
 * @param minInterval between the first and the last of them, where the event is that something stays
 * @param minWidthPx of each still
 * @param minHeightPx of each still
 * @param maxClockError how far the camera's clock may be off; only where it was measured
 */
public record EvidenceConditions(
        int minPictures, Duration minInterval, int minWidthPx, int minHeightPx, Duration maxClockError) {
    /** GA/T 832-2014: two panoramic pictures 10 s apart, 1280×720, clock within 1.0 s. */
    public static final EvidenceConditions DEFAULT =
            new EvidenceConditions(2, Duration.ofSeconds(10), 1280, 720, Duration.ofSeconds(1));

    private static final Set<EvidenceRole> CLIPS = Set.of(EvidenceRole.CLIP, EvidenceRole.CONFIRMATION_CLIP);

    /** What was dropped is proved by before and after, not by how long it has been there. */
    private static final Set<EventKind> WITHOUT_INTERVAL = Set.of(EventKind.ROAD_SPILLAGE, EventKind.MUD_TRACKING);

    public EvidenceConditions {
        if (minPictures < 0 || minInterval.isNegative() || maxClockError.isNegative()) {
            throw new IllegalArgumentException("conditions: " + minPictures + " pictures, " + minInterval
                    + " interval, " + maxClockError + " clock error; expected none to be negative");
        }
    }

    /** Of what is on record; the clip counts once the evidence is finished. */
    public ConditionsVerdict judge(CaseDossier dossier) {
        List<String> reasons = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        judgePictures(dossier, reasons, remarks);
        judgeClock(dossier.evidence(), reasons, remarks);
        if (dossier.evidenceStatus().state() != EvidenceStatus.State.PENDING) {
            reasons.addAll(
                    clipFaults(dossier.evidence(), dossier.evidenceStatus().notes()));
        }
        return reasons.isEmpty() ? new ConditionsVerdict.Met(remarks) : new ConditionsVerdict.Unmet(reasons);
    }

    private void judgePictures(CaseDossier dossier, List<String> reasons, List<String> remarks) {
        List<EvidenceItem> stills = dossier.evidence().stream()
                .filter(item -> item.picture() != null)
                .toList();
        if (stills.size() < minPictures) {
            reasons.add(stills.size() + " untouched pictures, expected at least " + minPictures);
        }
        Duration apart = apart(stills);
        boolean stays = !WITHOUT_INTERVAL.contains(dossier.file().kind());
        if (stays && stills.size() > 1 && apart.compareTo(minInterval) < 0) {
            reasons.add("the pictures are " + seconds(apart) + " apart, expected at least " + seconds(minInterval));
        }
        for (EvidenceItem still : stills) {
            PictureFacts facts = still.picture();
            if (facts != null) {
                judge(still.fileName(), facts, reasons, remarks);
            }
        }
    }

    private void judge(String name, PictureFacts facts, List<String> reasons, List<String> remarks) {
        if (facts.widthPx() < minWidthPx || facts.heightPx() < minHeightPx) {
            reasons.add(name + " has " + facts.widthPx() + "×" + facts.heightPx() + " pixels, expected at least "
                    + minWidthPx + "×" + minHeightPx);
        }
        if (facts.view().failed()) {
            reasons.add(name + ": the camera did not see its place as it should: " + facts.viewWhy());
        } else if (facts.view() == PictureFacts.View.UNKNOWN) {
            remarks.add(name + ": whether the camera saw its place as it should is not known");
        }
    }

    private void judgeClock(List<EvidenceItem> items, List<String> reasons, List<String> remarks) {
        List<ClockOffset> measured = new ArrayList<>();
        for (EvidenceItem item : items) {
            ClockOffset clock = item.clock();
            if (clock != null) {
                measured.add(clock);
            }
        }
        if (measured.isEmpty()) {
            remarks.add("how far the camera's clock is off was not measured: the camera does not tell its time");
        }
        measured.stream()
                .filter(clock -> clock.ahead().abs().compareTo(maxClockError) > 0)
                .findFirst()
                .ifPresent(
                        clock -> reasons.add(clock.sentence() + ", expected " + seconds(maxClockError) + " at most"));
    }

    /**
     * What is wrong with the clip of a case whose evidence is finished.
     *
     * @param notes as they stand in the case's evidence
     * @return each a sentence; empty when there is a whole one
     */
    static List<String> clipFaults(List<EvidenceItem> items, List<String> notes) {
        List<String> faults = new ArrayList<>();
        if (items.stream().noneMatch(item -> CLIPS.contains(item.role()))) {
            faults.add("there is no clip");
        }
        notes.stream().filter(note -> note.contains(ClipFiles.HOLE)).forEach(faults::add);
        return faults;
    }

    private static Duration apart(List<EvidenceItem> stills) {
        MediaTime first = null;
        MediaTime last = null;
        for (EvidenceItem still : stills) {
            MediaTime at = still.from().pts();
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }
        return first == null || last == null ? Duration.ZERO : last.since(first);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
