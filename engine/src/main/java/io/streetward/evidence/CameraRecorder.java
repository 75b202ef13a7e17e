package io.streetward.evidence;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceItem;
import io.streetward.ingest.PacketRing;
import io.streetward.media.ClockOffset;
import io.streetward.media.FrameRef;
import io.streetward.rules.Onset;
import io.streetward.rules.Stay;
import io.streetward.scene.ViewState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of {@link EvidenceRecorder}, for one thread at a time. */
final class CameraRecorder {
    private static final Logger log = LoggerFactory.getLogger(CameraRecorder.class);

    /** How long a post-roll may take beyond its length before the camera counts as gone. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** A full or failing disk is not asked more often than an operator can help it. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** Cases whose record waits for a retry; those beyond are completed on the next start. */
    private static final int MAX_UNWRITTEN = 1_000;

    private final PacketRing ring;
    private final EvidenceSettings settings;
    private final EvidenceSource source;
    private final EvidenceWriter writer;
    private final Path spoolFolder;
    private final PacketSpool spool;
    private final PictureFinder pictures;
    private final LongSupplier nanoTime;
    private final Map<UUID, Recording> recordings = new LinkedHashMap<>(); // oldest first
    private final Set<CaseId> unwritten = new LinkedHashSet<>();
    private long retryNanos;
    private long refusedRecordings;
    private long evictedRecordings;
    private long missedPackets;
    private long writeErrors;

    CameraRecorder(
            PacketRing ring,
            EvidenceSettings settings,
            EvidenceSource source,
            EvidenceWriter writer,
            Path spoolFolder,
            LongSupplier nanoTime) {
        this.ring = ring;
        this.settings = settings;
        this.source = source;
        this.writer = writer;
        this.spoolFolder = spoolFolder;
        this.spool = PacketSpool.create(spoolFolder);
        this.pictures = new PictureFinder(ring, spool, source.pictureTolerance());
        this.nanoTime = nanoTime;
    }

    void noticed(Stay stay) {
        noticed(stay, null);
    }

    /** Begins a recording; {@code onset} says how far back its stills reach, null when that is not known. */
    void noticed(Stay stay, @Nullable Onset onset) {
        long provisional =
                recordings.values().stream().filter(r -> !r.confirmed()).count();
        if (recordings.containsKey(stay.id()) || provisional < settings.maxProvisional()) {
            recordings.computeIfAbsent(
                    stay.id(),
                    id -> new Recording(stay, onset, settings, source.view().get()));
            follow();
        } else {
            refusedRecordings++;
            log.warn("stay {} is not recorded before its confirmation: {} others are", stay.id(), provisional);
        }
    }

    /** Goes on to the post-roll. A stay not recorded so far gets what the ring still has. */
    void confirmed(Stay stay, @Nullable Onset onset) {
        recordings
                .computeIfAbsent(
                        stay.id(),
                        id -> new Recording(stay, onset, settings, source.view().get()))
                .confirm(stay, settings, nanoTime.getAsLong(), GRACE.toNanos());
        follow();
    }

    /** Left before it was confirmed: forgotten. Left after: its clip ends here. */
    void ended(Stay stay) {
        Recording recording = recordings.get(stay.id());
        if (recording == null) {
            return;
        }
        if (recording.confirmed()) {
            follow();
            recording.takes().forEach(Take::close);
            finishWhatIsReady();
        } else {
            recordings.remove(stay.id());
        }
        giveBack();
    }

    /** The case is on record: its stills are cut now, its clip when the post-roll is over. */
    void filed(CaseFile file) {
        follow();
        Recording recording = recordings.get(file.stayId());
        if (recording == null) {
            log.error("case {} was filed without its confirmation being said here: it gets no evidence", file.id());
            writeErrors++;
            writer.decide(file.id());
            changed(file.id());
            return;
        }
        recording.file(file);
        @Nullable CasePlate plate = writer.plateOf(file);
        Optional<ViewState> viewNow = source.view().get();
        List<RawStill> stills = Shot.of(file, recording.arrivalBox(), recording.notes()).stream()
                .flatMap(shot -> still(recording, file, shot, viewNow, plate).stream())
                .toList();
        recording.wrote(withClock(stills.stream().map(RawStill::item).toList()));
        recording.wrote(withClock(writer.plate(file, plate, recording.notes())));
        try {
            spool.sync(); // from here on it is somebody's evidence
        } catch (IOException e) {
            failed("sync the spool", e);
        }
        enter(recording, file); // decides on the case: it does not wait for what is drawn of its stills
        StillFindings findings = StillFindings.of(plate, source.clock().get());
        recording.wrote(withClock(writer.derivatives(file, stills, findings, recording.notes())));
        enter(recording, file);
        finishWhatIsReady();
    }

    /** The camera looked again at a case's place: leaves what it saw beside what it saw before. */
    void lookedAgain(CaseFile file, FrameRef shown) {
        Shot shot = new Shot(Occasion.AFTER, shown.pts(), file.box());
        try {
            PictureFinder.Found found = pictures.find(shot, List.of());
            List<EvidenceItem> items =
                    writer.after(file, shot, found, source.view().get());
            writer.enterMore(file.id(), withClock(items));
        } catch (CaseBookException | IOException e) {
            failed("keep what was seen on looking again at case " + file.id(), e);
        }
    }

    /** The stay is one for which there is a case already. */
    void joined(UUID stayId) {
        recordings.remove(stayId);
        giveBack();
    }

    void changed(CaseId id) {
        try {
            writer.writeRecord(id);
            unwritten.remove(id);
        } catch (CaseBookException | IOException e) {
            failed("write down case " + id, e);
            retryNanos = nanoTime.getAsLong() + RETRY.toNanos();
            if (unwritten.size() < MAX_UNWRITTEN) {
                unwritten.add(id);
            }
        }
    }

    /** Tries the records again that could not be written or sealed, one failure at a time. */
    private void retryRecords(long now) {
        while (!unwritten.isEmpty() && now - retryNanos > 0) {
            changed(unwritten.iterator().next());
        }
    }

    /** Reads what is new in the ring and finishes what is complete. */
    void tick() {
        follow();
        long now = nanoTime.getAsLong();
        for (Recording recording : recordings.values()) {
            if (recording.overdue(now)) {
                recording.takes().forEach(take -> take.close("the camera stopped sending"));
            }
        }
        finishWhatIsReady();
        retryRecords(now);
        giveBack();
    }

    /** Finishes every filed case with what there is, and leaves a spool only where a case could not be finished. */
    void shutDown() {
        follow();
        for (Recording recording : recordings.values()) {
            recording.takes().forEach(take -> take.close("the engine was stopped"));
        }
        finishWhatIsReady();
        try {
            spool.close();
            if (recordings.values().stream().noneMatch(Recording::waitsForBook)) {
                DurableFiles.deleteTree(spoolFolder);
            }
        } catch (IOException e) {
            failed("close the spool", e);
        }
    }

    RecorderStats stats(long droppedTasks) {
        return new RecorderStats(
                recordings.size(),
                spool.sizeBytes(),
                refusedRecordings,
                evictedRecordings,
                missedPackets,
                writeErrors,
                droppedTasks);
    }

    private void follow() {
        for (Recording recording : recordings.values()) {
            for (Take take : recording.allTakes()) {
                try {
                    missedPackets += take.follow(ring, spool);
                } catch (IOException e) {
                    take.close("recording stopped, " + e.getMessage());
                    failed("record stay " + recording.noticed().id(), e);
                }
            }
        }
        evictBeyondBound();
    }

    private void finishWhatIsReady() {
        for (Recording recording : recordings.values()) {
            CaseFile file = recording.file();
            if (file != null && recording.readyToFinish()) {
                finish(recording, file);
            }
            if (file != null && recording.waitsForBook()) {
                enter(recording, file);
            }
        }
        recordings.values().removeIf(Recording::done);
    }

    private void finish(Recording recording, CaseFile file) {
        for (Take take : recording.takes()) {
            recording.wrote(withClock(writer.clip(file, take.window(), take.source(spool), recording.notes())));
            String reason = take.cutShort();
            if (reason != null) {
                recording.notes().add(take.window().fileName() + " ends early: " + reason);
            }
        }
        recording.notes().addAll(writer.clipRemarks(file.id(), recording.unentered(), List.copyOf(recording.notes())));
        recording.finish();
    }

    /** What the book does not take is tried again at each tick; until then the spool is kept too. */
    private void enter(Recording recording, CaseFile file) {
        try {
            writer.enter(file.id(), recording.unentered(), recording.status());
            recording.entered();
        } catch (CaseBookException e) {
            failed("enter evidence of case " + file.id(), e);
            return;
        }
        changed(file.id());
    }

    private Optional<RawStill> still(
            Recording recording, CaseFile file, Shot shot, Optional<ViewState> viewNow, @Nullable CasePlate plate) {
        PictureFinder.Found found;
        try {
            found = pictures.find(shot, recording.allTakes());
        } catch (IOException e) {
            failed("read the spool", e);
            found = new PictureFinder.Found(ring.gopOf(shot.at()), shot.at());
        }
        Optional<ViewState> view = shot.occasion() == Occasion.CONFIRMATION ? viewNow : recording.arrivalView();
        return writer.still(file, shot, found, view, plate, recording.notes());
    }

    /** Says with each file how far the camera's clock was off when it was made. */
    private List<EvidenceItem> withClock(List<EvidenceItem> items) {
        Optional<ClockOffset> clock = source.clock().get();
        return clock.isEmpty()
                ? items
                : items.stream().map(item -> item.withClock(clock.get())).toList();
    }

    private void evictBeyondBound() {
        if (spool.sizeBytes() <= settings.maxSpoolBytes()) {
            return;
        }
        Iterator<Recording> oldestFirst = recordings.values().iterator();
        while (oldestFirst.hasNext() && spool.sizeBytes() > settings.maxSpoolBytes()) {
            Recording recording = oldestFirst.next();
            if (!recording.confirmed()) {
                oldestFirst.remove();
                evictedRecordings++;
                log.warn(
                        "evidence of stay {} given up: the spool is over {} MiB",
                        recording.noticed().id(),
                        settings.maxSpoolBytes() >> 20);
                giveBack();
            }
        }
    }

    private void giveBack() {
        try {
            spool.retain(segment -> recordings.values().stream().anyMatch(recording -> recording.needs(segment)));
        } catch (IOException e) {
            failed("give back spool space", e);
        }
    }

    private void failed(String doing, Exception e) {
        writeErrors++;
        log.error("cannot {}: {}", doing, e.getMessage(), e);
    }
}
