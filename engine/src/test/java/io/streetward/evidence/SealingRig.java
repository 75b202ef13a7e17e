package io.streetward.evidence;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.SealLedger;
import io.streetward.cases.SqlCaseBook;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.StillCutter;
import io.streetward.media.ClockOffset;
import io.streetward.media.MediaTime;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.SiteKey;
import io.streetward.seal.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A data folder with book, key and sealer, and cases whose evidence is a few bytes. Opening one anew is a restart. */
final class SealingRig implements AutoCloseable {
    private static final ClockOffset CLOCK = new ClockOffset(Duration.ofMillis(-1_250), Duration.ofMillis(20), 240);

    final DataFolders folders;
    final SqlCaseBook book;
    final SiteKey key;
    final EvidenceWriter writer;

    SealingRig(Path data) throws CaseBookException, IOException {
        this(data, DurableFiles::write, ledger -> ledger);
    }

    SealingRig(Path data, CaseSealer.FileWriter files, UnaryOperator<SealLedger> ledger)
            throws CaseBookException, IOException {
        folders = new DataFolders(data);
        book = SqlCaseBook.openSqlite(data.resolve("cases.db"), Clock.systemUTC());
        key = SiteKey.openOrMake(folders.keys());
        CaseSealer sealer = new CaseSealer(
                folders, ledger.apply(book.seals()), key, "site-1", "0.1.0-test", Clock.systemUTC(), files);
        NativeLeases leases = new NativeLeases();
        writer = new EvidenceWriter(
                folders,
                book,
                new StillCutter(leases),
                ZoneId.of("Asia/Shanghai"),
                sealer,
                null,
                new Redactor(picture -> List.of(), null, RedactionSettings.DEFAULT, leases),
                EvidenceConditions.DEFAULT);
    }

    /** Files a case with two files of evidence; it is finished but not sealed. */
    CaseFile finishedCase(String id) throws CaseBookException, IOException {
        CaseFile file = book.file(Cases.caseFile(
                new CaseId(id), Cases.stay(UUID.randomUUID(), MediaTime.ofSeconds(20), Duration.ofSeconds(30))));
        DurableFiles.makeFolder(folder(file));
        List<EvidenceItem> items = new ArrayList<>();
        items.add(write(file, EvidenceRole.ARRIVAL_STILL, "still-1-arrival.jpg"));
        items.add(write(file, EvidenceRole.CLIP, "clip.mp4"));
        book.addEvidence(file.id(), items, new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
        writer.decide(file.id());
        return file;
    }

    CaseFile sealedCase(String id) throws CaseBookException, IOException {
        CaseFile file = finishedCase(id);
        writer.writeRecord(file.id());
        return file;
    }

    /** Adds to a case's record; it is not sealed anew yet. */
    void announce(CaseFile file) throws CaseBookException {
        book.addAnnouncement(
                file.id(),
                new AnnouncementEntry("请移车", "ab", "pole-1", null, null, 0, AnnouncementOutcome.WITHHELD, "night"));
    }

    private EvidenceItem write(CaseFile file, EvidenceRole role, String name) throws IOException {
        Path path = folder(file).resolve(name);
        byte[] content = (name + " of " + file.id()).getBytes(StandardCharsets.UTF_8);
        DurableFiles.write(path, ByteBuffer.wrap(content));
        return new EvidenceItem(
                        role, name, DurableFiles.sha256(path), content.length, file.started(), file.confirmed(), "")
                .withClock(CLOCK);
    }

    Path folder(CaseFile file) {
        return folders.caseFolder(file);
    }

    /** What the engine does at its start. */
    void recover() throws CaseBookException, IOException {
        new EvidenceRecovery(writer, book, RecordingRig.settings(5, 10, 60)).completeLeftovers();
    }

    /** The verifier's word on the whole data folder, with the site's key. */
    VerifyReport verify() throws IOException {
        return new BundleVerifier(List.of(key.publicKey())).verify(folders.data(), false);
    }

    @Override
    public void close() {
        book.close();
    }
}
