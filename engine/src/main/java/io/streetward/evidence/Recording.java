package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Onset;
import io.streetward.rules.Stay;
import io.streetward.scene.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is recorded of one stay: provisional until confirmed, somebody's evidence once its case is filed. */
final class Recording {
    /** A vehicle may have been seen at the ground a little before the last look that shows it clean. */
    private static final Duration PASSED_BEFORE = Duration.ofSeconds(3);

    private final Stay noticed;
    private final Optional<ViewState> arrivalView;
    private final List<Take> takes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final @Nullable Take lookBack;
    private boolean confirmed;
    private long deadlineNanos;
    private final List<EvidenceItem> unentered = new ArrayList<>();
    private @Nullable CaseFile file;
    private boolean finished;
    private boolean entered;

    /**
     * Begins with what is still held of the time before.
     *
     * @param onset when it came to lie there; null when that is not known
     * @param view whether the camera sees its place now
     */
    Recording(Stay noticed, @Nullable Onset onset, EvidenceSettings settings, Optional<ViewState> view) {
        this.noticed = noticed;
        this.arrivalView = view;
        ClipWindow arrival = ClipWindow.ofArrival(settings, noticed.start().pts());
        takes.add(new Take(arrival, settings.maxClipBytes()));
        MediaTime from = onset == null ? arrival.from() : oldestPicture(onset);
        lookBack = from.isBefore(arrival.from())
                ? new Take(new ClipWindow(EvidenceRole.CLIP, "", from, arrival.from()), settings.maxClipBytes())
                : null;
    }

    private static MediaTime oldestPicture(Onset onset) {
        FrameRef clean = onset.lastClean();
        return (clean == null ? onset.firstSeen() : clean).pts().minus(PASSED_BEFORE);
    }

    Stay noticed() {
        return noticed;
    }

    /** Where it stood when it was noticed. */
    NormalizedBox arrivalBox() {
        return noticed.box();
    }

    /** Whether the camera saw its place when it was noticed. */
    Optional<ViewState> arrivalView() {
        return arrivalView;
    }

    /** Of which each becomes a clip. */
    List<Take> takes() {
        return takes;
    }

    /** With what is kept for stills only, from before the clips. */
    List<Take> allTakes() {
        if (lookBack == null) {
            return takes;
        }
        List<Take> all = new ArrayList<>(takes);
        all.add(0, lookBack);
        return all;
    }

    /** What is missing so far, each a sentence. */
    List<String> notes() {
        return notes;
    }

    boolean confirmed() {
        return confirmed;
    }

    /** Ends the arrival's take after the post-roll, or adds one around the confirmation. */
    void confirm(Stay stay, EvidenceSettings settings, long nowNanos, long graceNanos) {
        if (confirmed) {
            return;
        }
        confirmed = true;
        deadlineNanos = nowNanos + settings.postRoll().toNanos() + graceNanos;
        List<ClipWindow> windows =
                ClipWindow.ofCase(settings, stay.start().pts(), stay.latest().pts());
        takes.get(0).aimAt(windows.get(0));
        for (ClipWindow window : windows.subList(1, windows.size())) {
            takes.add(new Take(window, settings.maxClipBytes()));
        }
    }

    boolean overdue(long nowNanos) {
        return confirmed && nowNanos - deadlineNanos > 0;
    }

    @Nullable
    CaseFile file() {
        return file;
    }

    void file(CaseFile filed) {
        file = filed;
    }

    /** Files that are whole but that the case book has not taken yet. */
    List<EvidenceItem> unentered() {
        return unentered;
    }

    /** Adds files to enter in the case book. */
    void wrote(List<EvidenceItem> items) {
        unentered.addAll(items);
        entered = false;
    }

    /** No more files will come. */
    void finish() {
        finished = true;
    }

    /** The case book has taken {@link #unentered()} and {@link #status()}. */
    void entered() {
        unentered.clear();
        entered = true;
    }

    EvidenceStatus status() {
        EvidenceStatus.State state = notes.isEmpty() ? EvidenceStatus.State.COMPLETE : EvidenceStatus.State.PARTIAL;
        return new EvidenceStatus(finished ? state : EvidenceStatus.State.PENDING, notes);
    }

    /** Whether the case book still has to be told something. */
    boolean waitsForBook() {
        return file != null && !entered;
    }

    boolean readyToFinish() {
        return file != null && !finished && allTakesClosed();
    }

    /** Whether nothing is left to do. */
    boolean done() {
        return finished && entered;
    }

    private boolean allTakesClosed() {
        return takes.stream().allMatch(Take::closed);
    }

    boolean needs(SpoolSegment segment) {
        return allTakes().stream().anyMatch(take -> take.needs(segment));
    }
}
