package io.streetward.evidence;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseState;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Moment;
import io.streetward.seal.StillCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes what an engine that was killed left half done: cases on record whose evidence is pending get stills and clips
 * from the spool of that run, as far as it goes; other spools are deleted. Runs once, before any recorder starts.
 */
public final class EvidenceRecovery {
    private static final Logger log = LoggerFactory.getLogger(EvidenceRecovery.class);

    /** Cases whose {@code case.json} may have missed the last change. */
    private static final int RECENT_CASES = 100;

    /** A clip that ends closer to its window's end than this is whole. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

    private final EvidenceWriter writer;
    private final CaseBook book;
    private final EvidenceSettings settings;

    public EvidenceRecovery(EvidenceWriter writer, CaseBook book, EvidenceSettings settings) {
        this.writer = writer;
        this.book = book;
        this.settings = settings;
    }

    /**
     * Completes pending evidence, seals what is not sealed as it is on record, and removes leftovers.
     *
     * @return cases completed, wholly or in part
     * @throws CaseBookException when the book cannot be read or written; the spools are kept
     * @throws IOException when spools cannot be read or removed
     */
    public int completeLeftovers() throws CaseBookException, IOException {
        writer.recoverSeals();
        List<CaseFile> pending = book.withPendingEvidence();
        for (CaseFile file : pending) {
            complete(file);
        }
        DurableFiles.deleteTree(writer.folders().spools());
        for (CaseFile file : book.inState(CaseState.REPORTED, RECENT_CASES)) {
            writer.decide(file.id());
        }
        for (CaseFile file : book.seals().unsealed()) {
            writer.writeRecord(file.id());
        }
        for (CaseFile file : book.latest(RECENT_CASES)) {
            writer.writeRecord(file.id());
        }
        return pending.size();
    }

    private void complete(CaseFile file) throws CaseBookException, IOException {
        CaseDossier dossier = book.find(file.id()).orElseThrow();
        List<String> notes = new ArrayList<>(dossier.evidenceStatus().notes());
        List<EvidenceItem> items = new ArrayList<>();
        Optional<PacketSpool> spool = spoolOf(file);
        addStills(dossier, spool, items, notes);
        if (spool.isPresent()) {
            addClips(dossier, spool.get(), items, notes);
        } else {
            notes.add("the recording was lost when the engine was stopped");
        }
        List<EvidenceItem> all = new ArrayList<>(dossier.evidence());
        all.addAll(items);
        notes.addAll(writer.clipRemarks(file.id(), all, List.copyOf(notes)));
        writer.enter(
                file.id(),
                items,
                new EvidenceStatus(
                        notes.isEmpty() ? EvidenceStatus.State.COMPLETE : EvidenceStatus.State.PARTIAL, notes));
        log.info("case {}: evidence completed after a restart, {} files, notes {}", file.id(), items.size(), notes);
    }

    /** What was cut before the engine was stopped lies in the case's folder; what was not is in the spool, if anywhere. */
    private void addStills(
            CaseDossier dossier, Optional<PacketSpool> spool, List<EvidenceItem> items, List<String> notes)
            throws IOException {
        CaseFile file = dossier.file();
        CasePlate plate = writer.plateOf(file);
        List<RawStill> stills = new ArrayList<>();
        // They are entered together: where there is one there were all, and their code is over all of them.
        boolean taken = dossier.evidence().stream()
                .anyMatch(item -> StillCode.covers(item.role().key()));
        for (Shot shot : Shot.of(file, file.box(), taken ? new ArrayList<>() : notes)) {
            if (taken) {
                onDisk(dossier, shot).ifPresent(stills::add);
            } else if (spool.isPresent()) {
                PictureFinder.Found found =
                        new PictureFinder.Found(GopFinder.find(all(spool.get()), shot.at()), shot.at());
                Optional<RawStill> cut = writer.still(file, shot, found, Optional.empty(), plate, notes);
                cut.ifPresent(still -> items.add(still.item()));
                cut.ifPresent(stills::add);
            }
        }
        if (isAnyNotDrawn(dossier, stills)) {
            items.addAll(writer.derivatives(file, stills, StillFindings.of(plate, Optional.empty()), notes));
        }
        if (!fileNames(dossier).contains(CasePlate.FILE_NAME)) {
            items.addAll(writer.plate(file, plate, notes));
        }
    }

    /** Derivatives are entered together, too; a note of an earlier attempt is another's. */
    private static boolean isAnyNotDrawn(CaseDossier dossier, List<RawStill> stills) {
        Set<String> known = fileNames(dossier);
        return stills.stream()
                .noneMatch(still -> known.contains(still.shot().occasion().annotatedFileName()));
    }

    /** A still that was entered; empty when its file is not what was entered any more. */
    private Optional<RawStill> onDisk(CaseDossier dossier, Shot shot) throws IOException {
        String name = shot.occasion().rawFileName();
        Path path = writer.folders().caseFolder(dossier.file()).resolve(name);
        Optional<EvidenceItem> entered = dossier.evidence().stream()
                .filter(item -> item.fileName().equals(name))
                .findFirst();
        return entered.isPresent()
                        && Files.exists(path)
                        && DurableFiles.sha256(path).equals(entered.get().sha256())
                ? Optional.of(new RawStill(shot, entered.get(), ByteBuffer.wrap(Files.readAllBytes(path))))
                : Optional.empty();
    }

    private void addClips(CaseDossier dossier, PacketSpool spool, List<EvidenceItem> items, List<String> notes)
            throws IOException {
        CaseFile file = dossier.file();
        Set<String> known = fileNames(dossier);
        for (ClipWindow window : ClipWindow.ofCase(
                settings, file.started().pts(), file.confirmed().pts())) {
            if (!known.contains(window.fileName())) {
                List<EvidenceItem> clips = writer.clip(file, window, within(spool, window), notes);
                items.addAll(clips);
                boolean early = !clips.isEmpty()
                        && clips.get(clips.size() - 1)
                                .to()
                                .pts()
                                .isBefore(window.until().minus(TOLERANCE));
                if (early) {
                    notes.add(window.fileName() + " ends early: the engine was stopped");
                }
            }
        }
    }

    /**
     * The spool that holds the frame the case began or was confirmed with, or, where another stream was analysed, one of
     * the same moment; media times alone repeat in each run.
     */
    private Optional<PacketSpool> spoolOf(CaseFile file) throws IOException {
        for (Path folder : writer.folders().spoolFolders(file.camera())) {
            PacketSpool spool = PacketSpool.reopen(folder, unreadable -> {
                log.warn("a part of the spool is lost: {}", unreadable.getMessage());
                return true;
            });
            boolean[] found = {false};
            all(spool).read((sequence, packet) -> {
                Moment moment = Moment.of(packet);
                found[0] = sameMoment(moment, file.started()) || sameMoment(moment, file.confirmed());
                return !found[0];
            });
            if (found[0]) {
                return Optional.of(spool);
            }
        }
        return Optional.empty();
    }

    private static boolean sameMoment(Moment a, Moment b) {
        return a.pts().since(b.pts()).abs().compareTo(SAME_MOMENT) <= 0
                && Duration.between(a.at(), b.at()).abs().compareTo(SAME_MOMENT) <= 0;
    }

    private static ClipSource all(PacketSpool spool) {
        return sink -> spool.read(0, Long.MAX_VALUE, sink);
    }

    private static ClipSource within(PacketSpool spool, ClipWindow window) throws IOException {
        long[] start = {-1};
        all(spool).read((sequence, packet) -> {
            boolean before = !packet.pts().isAfter(window.from());
            if (packet.keyframe() && (before || start[0] < 0)) {
                start[0] = sequence;
            }
            return before || start[0] < 0;
        });
        return sink -> spool.read(
                Math.max(0, start[0]),
                Long.MAX_VALUE,
                (sequence, packet) -> !packet.dts().isAfter(window.until()) && sink.accept(sequence, packet));
    }

    private static Set<String> fileNames(CaseDossier dossier) {
        return dossier.evidence().stream().map(EvidenceItem::fileName).collect(Collectors.toSet());
    }
}
