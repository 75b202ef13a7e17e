package io.streetward.evidence;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps {@code case.json} as the case is on record, and has the case sealed once its evidence is finished. */
final class CaseRecord {
    static final String FILE_NAME = "case.json";

    private final DataFolders folders;
    private final CaseBook book;
    private final CaseJson json;
    private final CaseSealer sealer;

    CaseRecord(DataFolders folders, CaseBook book, ZoneId zone, CaseSealer sealer) {
        this.folders = folders;
        this.book = book;
        this.json = new CaseJson(zone);
        this.sealer = sealer;
    }

    /** See {@link CaseSealer#recover()}. */
    void recoverSeals() throws CaseBookException, IOException {
        sealer.recover();
    }

    /**
     * Writes the record as the case is on record now, unless it says so already; seals what is finished. One at a time: a case
     * may be changed from another camera's side, and an older word of the book must not be sealed after a newer one.
     */
    synchronized void write(CaseId id) throws CaseBookException, IOException {
        CaseDossier dossier =
                book.find(id).orElseThrow(() -> new CaseBookException("there is no case " + id + " to write down"));
        byte[] content = json.of(dossier, plateRecord(dossier));
        if (dossier.evidenceStatus().state() != EvidenceStatus.State.PENDING) {
            sealer.seal(dossier, content);
        }
        // A sealed record's copy is there by now; this heals one that was removed.
        Path target = folders.caseFolder(dossier.file()).resolve(FILE_NAME);
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), content)) {
            DurableFiles.makeFolder(folders.caseFolder(dossier.file()));
            DurableFiles.write(target, ByteBuffer.wrap(content));
        }
    }

    /** What the case's {@code plate.json} says; null when there is none. */
    private @Nullable String plateRecord(CaseDossier dossier) throws IOException {
        boolean read = dossier.evidence().stream().anyMatch(item -> item.role() == EvidenceRole.PLATE_READING);
        Path record = folders.caseFolder(dossier.file()).resolve(CasePlate.FILE_NAME);
        return read && Files.exists(record) ? Files.readString(record) : null;
    }
}
