package io.streetward.evidence;

import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of evidence, whole and synced before anything lists them. */
final class EvidenceFiles {
    private EvidenceFiles() {}

    /**
     * Writes a file into a case's folder.
     *
     * @param note what a reader must know; empty when nothing
     */
    static EvidenceItem write(
            Path folder, EvidenceRole role, String fileName, ByteBuffer content, Moment from, Moment to, String note)
            throws IOException {
        Path target = folder.resolve(fileName);
        DurableFiles.write(target, content);
        return new EvidenceItem(role, fileName, DurableFiles.sha256(target), Files.size(target), from, to, note);
    }
}
