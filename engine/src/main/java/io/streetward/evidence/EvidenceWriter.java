package io.streetward.evidence;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Moment;
import io.streetward.codec.Still;
import io.streetward.codec.StillCutter;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.scene.ViewState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a case's folder: stills, clips, {@code case.json} and seals, each file whole and synced before the case book lists it.
 * One for all cameras; a case is written by one thread at a time.
 */
public final class EvidenceWriter {
    private static final Logger log = LoggerFactory.getLogger(EvidenceWriter.class);

    private final DataFolders folders;
    private final CaseBook book;
    private final StillCutter cutter;
    private final Derivatives derivatives;
    private final CaseRecord record;
    private final @Nullable PlateWitness plates;
    private final FilingDesk filing;

    /**
     * A writer into {@code folders}.
     *
     * @param zone the street's time zone, for local times
     * @param sealer seals each case once its evidence is finished
     * @param plates reads vehicles' plates in the stills; null when nobody does; closed by its owner
     * @param redactor makes what may leave the site of raw stills
     * @param conditions that evidence must meet for a case to be filed without a person's look
     */
    public EvidenceWriter(
            DataFolders folders,
            CaseBook book,
            StillCutter cutter,
            ZoneId zone,
            CaseSealer sealer,
            @Nullable PlateWitness plates,
            Redactor redactor,
            EvidenceConditions conditions) {
        this(
                folders,
                book,
                cutter,
                new Derivatives(redactor, zone, LegendFont.ofThisMachine()),
                zone,
                sealer,
                plates,
                conditions);
    }

    EvidenceWriter(
            DataFolders folders,
            CaseBook book,
            StillCutter cutter,
            Derivatives derivatives,
            ZoneId zone,
            CaseSealer sealer,
            @Nullable PlateWitness plates,
            EvidenceConditions conditions) {
        this.folders = folders;
        this.book = book;
        this.cutter = cutter;
        this.derivatives = derivatives;
        this.record = new CaseRecord(folders, book, zone, sealer);
        this.plates = plates;
        this.filing = new FilingDesk(book, conditions);
    }

    DataFolders folders() {
        return folders;
    }

    /** Begins to read the plate of a case's vehicle; null when plates are not read or it has none. */
    @Nullable
    CasePlate plateOf(CaseFile file) {
        boolean ofVehicle = file.object().isVehicle() || !file.passages().isEmpty();
        return plates == null || !ofVehicle ? null : new CasePlate(plates);
    }

    /**
     * Writes what was read of a plate.
     *
     * @param notes gains a sentence when it cannot be written
     */
    List<EvidenceItem> plate(CaseFile file, @Nullable CasePlate plate, List<String> notes) {
        if (plate == null || plate.span().isEmpty()) {
            return List.of();
        }
        try {
            return List.of(EvidenceFiles.write(
                    folders.caseFolder(file),
                    EvidenceRole.PLATE_READING,
                    CasePlate.FILE_NAME,
                    plate.json(),
                    plate.span().get(0),
                    plate.span().get(1),
                    ""));
        } catch (IOException e) {
            notes.add(CasePlate.FILE_NAME + " is missing: " + e.getMessage());
            return List.of();
        }
    }

    /**
     * Cuts a still and leaves it untouched.
     *
     * @param found what to cut it from
     * @param view whether the camera saw its place then; empty when that is not known
     * @param plate looks at the picture too where it shows the case's vehicle, unless null
     * @param notes gains a sentence for what is missing
     * @return empty when it is missing
     */
    Optional<RawStill> still(
            CaseFile file,
            Shot shot,
            PictureFinder.Found found,
            Optional<ViewState> view,
            @Nullable CasePlate plate,
            List<String> notes) {
        return still(file, shot, shot.occasion().rawFileName(), found, view, plate, notes);
    }

    /**
     * Cuts what the camera saw on looking again, and draws it beside what it saw at the confirmation.
     *
     * @param found what to cut it from
     * @param view whether the camera sees its place now; empty when that is not known
     * @return what could be written and was entered; the log says what is missing
     */
    List<EvidenceItem> after(CaseFile file, Shot shot, PictureFinder.Found found, Optional<ViewState> view)
            throws CaseBookException {
        CaseDossier dossier = book.find(file.id()).orElseThrow(() -> new CaseBookException("no case " + file.id()));
        long round = 1
                + dossier.evidence().stream()
                        .filter(i -> i.role() == shot.occasion().raw())
                        .count();
        List<String> notes = new ArrayList<>();
        List<EvidenceItem> items = new ArrayList<>();
        Optional<RawStill> raw =
                still(file, shot, shot.occasion().baseName() + "-" + round + ".jpg", found, view, null, notes);
        if (raw.isPresent()) {
            items.add(raw.get().item());
            String code = CaseCode.of(file, dossier.evidence()).orElse("");
            items.addAll(derivatives.after(folders.caseFolder(file), file, raw.get(), code, round, notes));
        }
        notes.forEach(note -> log.warn("case {}: {}", file.id(), note));
        return items;
    }

    /** Enters further evidence; how complete it is does not change. */
    void enterMore(CaseId id, List<EvidenceItem> items) throws CaseBookException {
        CaseDossier dossier = book.find(id).orElseThrow(() -> new CaseBookException("no case " + id));
        book.addEvidence(id, items, dossier.evidenceStatus());
    }

    private Optional<RawStill> still(
            CaseFile file,
            Shot shot,
            String name,
            PictureFinder.Found found,
            Optional<ViewState> view,
            @Nullable CasePlate plate,
            List<String> notes) {
        try {
            Path folder = folders.caseFolder(file);
            DurableFiles.makeFolder(folder);
            Still still = cutter.cut(found.gop(), found.at(), picture -> {
                if (plate != null && shot.isOfVehicle(file)) {
                    plate.look(picture, name, shot.box());
                }
            });
            if (!shot.allows(still.pts())) {
                throw new IOException("nothing older than the picture of " + still.pts() + " was held");
            }
            Moment moment = new Moment(still.pts(), receivedAt(found.gop(), still.pts()));
            String note = noteOf(still, found.at());
            if (!note.isEmpty()) {
                notes.add(name + ": " + note);
            }
            EvidenceItem item = EvidenceFiles.write(
                            folder, shot.occasion().raw(), name, still.jpeg(), moment, moment, note)
                    .withPicture(EvidenceSource.facts(still.widthPx(), still.heightPx(), view));
            return Optional.of(new RawStill(shot, item, still.jpeg()));
        } catch (IOException e) {
            notes.add(name + " is missing: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Draws all that is drawn of a case's stills: bystanders and other vehicles' plates blurred, annotated.
     *
     * @param stills all there are
     * @param notes gains a sentence for what is missing, or not released because it could not be made sure that everything
     *     was found that is to be blurred
     */
    List<EvidenceItem> derivatives(CaseFile file, List<RawStill> stills, StillFindings findings, List<String> notes) {
        return derivatives.write(folders.caseFolder(file), file, stills, findings, notes);
    }

    /**
     * Writes a clip, or several where the camera changed its format in between.
     *
     * @param notes gains a sentence for what is missing
     * @return what was written
     */
    List<EvidenceItem> clip(CaseFile file, ClipWindow window, ClipSource source, List<String> notes) {
        try {
            Path folder = folders.caseFolder(file);
            DurableFiles.makeFolder(folder);
            try (ClipFiles files = new ClipFiles(folder, window)) {
                source.read(files);
                return files.finish(notes);
            }
        } catch (IOException e) {
            notes.add(window.fileName() + " is missing: " + e.getMessage());
            return List.of();
        }
    }

    /**
     * Says what is wrong with the clip of a case that was filed on its pictures already; such a case stays filed.
     *
     * @param items those of its evidence that are entered last
     * @param notes all there are
     */
    List<String> clipRemarks(CaseId id, List<EvidenceItem> items, List<String> notes) {
        List<String> faults = EvidenceConditions.clipFaults(items, notes);
        if (faults.isEmpty()) {
            return List.of();
        }
        try {
            boolean decided = book.find(id)
                    .map(dossier -> dossier.file().state() != CaseState.REPORTED
                            && dossier.file().state() != CaseState.NEEDS_REVIEW)
                    .orElse(false);
            return decided
                    ? List.of("the case was filed on its pictures; its clip does not meet the conditions: "
                            + String.join("; ", faults))
                    : List.of();
        } catch (CaseBookException e) {
            log.error("case {}: cannot be read: {}", id, e.getMessage());
            return List.of();
        }
    }

    /** Enters evidence in the case book, once its files are whole. */
    void enter(CaseId id, List<EvidenceItem> items, EvidenceStatus status) throws CaseBookException {
        book.addEvidence(id, items, status);
        decide(id);
    }

    /** Files a case that was only reported, or has it reviewed, by the evidence on record; what fails is tried again later. */
    void decide(CaseId id) {
        try {
            filing.decide(id);
        } catch (CaseBookException e) {
            // The evidence is entered, and must not be entered twice.
            log.error("case {}: cannot be filed yet: {}", id, e.getMessage());
        }
    }

    /** Writes {@code case.json} as the case is on record now, and seals the case once its evidence is finished. */
    void writeRecord(CaseId id) throws CaseBookException, IOException {
        record.write(id);
    }

    /** See {@link CaseSealer#recover()}. */
    void recoverSeals() throws CaseBookException, IOException {
        record.recoverSeals();
    }

    private static Instant receivedAt(List<EncodedPacket> gop, MediaTime pts) {
        return gop.stream()
                .filter(packet -> packet.pts().equals(pts))
                .findFirst()
                .orElse(gop.get(0))
                .receivedAt();
    }

    private static String noteOf(Still still, MediaTime at) {
        String note = still.exact() ? "" : "the picture of " + at + " was not held; this is that of " + still.pts();
        if (still.damaged()) {
            note += (note.isEmpty() ? "" : "; ") + "data was missing, a part of the picture is guessed";
        }
        return note;
    }
}
