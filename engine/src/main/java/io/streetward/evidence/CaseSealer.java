package io.streetward.evidence;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseId;
import io.streetward.cases.Seal;
import io.streetward.cases.SealFile;
import io.streetward.cases.SealLedger;
import io.streetward.seal.Hashes;
import io.streetward.seal.Manifest;
import io.streetward.seal.SiteKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals cases into the site's chain. A case lives on after it is sealed: each change of its record makes a further version,
 * with a manifest of its own, and no sealed file is ever written again. All versions of all cases of a site are one chain,
 * in the order of sealing, so that none can be taken out or moved without a trace.
 *
 * <p>A seal with its files is first on record in the ledger, then written to the data folder: after a crash in between,
 * {@link #recover()} writes the same bytes. One for all cameras; one seal is made at a time.
 */
public final class CaseSealer {
    private static final Logger log = LoggerFactory.getLogger(CaseSealer.class);
    private static final String KEY_ROLE = "public_key";

    private final DataFolders folders;
    private final SealLedger ledger;
    private final SiteKey key;
    private final ManifestJson json;
    private final Clock clock;
    private final FileWriter files;

    /** Writes a file durably; see {@link DurableFiles#write}. */
    interface FileWriter {
        void write(Path target, ByteBuffer content) throws IOException;
    }

    /**
     * A sealer of one site.
     *
     * @param siteId names the chain
     * @param softwareVersion the version that seals
     */
    public CaseSealer(
            DataFolders folders, SealLedger ledger, SiteKey key, String siteId, String softwareVersion, Clock clock) {
        this(folders, ledger, key, siteId, softwareVersion, clock, DurableFiles::write);
    }

    CaseSealer(
            DataFolders folders,
            SealLedger ledger,
            SiteKey key,
            String siteId,
            String softwareVersion,
            Clock clock,
            FileWriter files) {
        this.folders = folders;
        this.ledger = ledger;
        this.key = key;
        this.json = new ManifestJson(siteId, softwareVersion);
        this.clock = clock;
        this.files = files;
    }

    /**
     * Writes what an earlier run left unwritten, and enters in the chain when the site's key is no longer the one that
     * signed last. Call it before anything is sealed.
     */
    synchronized void recover() throws CaseBookException, IOException {
        writeUnwritten();
        Optional<Seal> head = ledger.head();
        if (head.isPresent() && !head.get().keyId().equals(key.publicKey().id())) {
            enterKeyChange(head.get());
        }
    }

    /**
     * Seals a case whose evidence is finished, unless it is sealed as it is.
     *
     * @param record what its {@code case.json} is to say
     */
    synchronized void seal(CaseDossier dossier, byte[] record) throws CaseBookException, IOException {
        CaseId id = dossier.file().id();
        Path folder = folders.caseFolder(dossier.file());
        writeUnwritten(); // where the disk failed the last time
        Seal former = ledger.latestOf(id).orElse(null);
        String recordSha256 = Hashes.sha256(record);
        if (former != null && former.recordSha256().equals(recordSha256)) {
            return;
        }
        DurableFiles.makeFolder(folder);
        DurableFiles.removeParts(folder); // of a writer that was killed: nothing covers them
        int version = former == null ? 1 : former.version() + 1;
        List<SealFile> outbox = new ArrayList<>();
        List<Manifest.Entry> made = new ArrayList<>();
        add(outbox, made, folder, Manifest.recordName(version), Manifest.RECORD_ROLE, record);
        if (former == null || !former.keyId().equals(key.publicKey().id())) {
            add(outbox, made, folder, keyName(version), KEY_ROLE, publicKey());
        }
        if (former == null) {
            addUnlisted(made, dossier, folder);
        }
        ManifestJson.Place place = next();
        byte[] manifest = json.ofCase(place, dossier, former, made);
        add(outbox, folder, Manifest.fileName(version), manifest);
        add(outbox, folder, Manifest.signatureName(version), key.sign(manifest));
        add(outbox, folder, CaseRecord.FILE_NAME, record);
        append(place, id, version, dossier.entries(), recordSha256, manifest, outbox);
        log.info("case {}: sealed as version {}, number {} of the chain", id, version, place.sequence());
    }

    private void enterKeyChange(Seal head) throws CaseBookException, IOException {
        ManifestJson.Place place = next();
        LocalDate day = LocalDate.ofInstant(place.sealedAt(), ZoneOffset.UTC);
        Path folder = folders.dayFolder(day).resolve(Manifest.keySubject(place.sequence()));
        DurableFiles.makeFolder(folder);
        List<SealFile> outbox = new ArrayList<>();
        List<Manifest.Entry> made = new ArrayList<>();
        add(outbox, made, folder, keyName(1), KEY_ROLE, publicKey());
        byte[] manifest = json.ofKeyChange(place, head, made.get(0));
        add(outbox, folder, Manifest.fileName(1), manifest);
        add(outbox, folder, Manifest.signatureName(1), key.sign(manifest));
        append(place, null, 1, 0, "", manifest, outbox);
        log.warn(
                "the site's key is no longer {}; from number {} of the chain on, {} signs. Keep the old public key: it is"
                        + " needed to verify what came before",
                head.keyId(),
                place.sequence(),
                key.publicKey().id());
    }

    private ManifestJson.Place next() throws CaseBookException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new ManifestJson.Place(
                ledger.head().orElse(null), key.publicKey().id(), now);
    }

    private void append(
            ManifestJson.Place place,
            @Nullable CaseId id,
            int version,
            int entries,
            String recordSha256,
            byte[] manifest,
            List<SealFile> outbox)
            throws CaseBookException, IOException {
        ledger.append(
                new Seal(
                        place.sequence(),
                        id,
                        version,
                        entries,
                        recordSha256,
                        Hashes.sha256(manifest),
                        place.keyId(),
                        place.sealedAt()),
                outbox);
        writeUnwritten();
    }

    private void writeUnwritten() throws CaseBookException, IOException {
        List<SealFile> unwritten = ledger.unwritten();
        for (SealFile file : unwritten) {
            Path target = folders.data().resolve(file.path());
            DurableFiles.makeFolder(DurableFiles.folderOf(target));
            files.write(target, ByteBuffer.wrap(Base64.getDecoder().decode(file.base64())));
        }
        if (!unwritten.isEmpty()) {
            ledger.allWritten();
        }
    }

    /**
     * Covers what was written just before a kill and never entered: it is no reason to throw a picture away, nor to take it
     * for one that was entered. Only at the first sealing, so that no file slipped in later is ever covered.
     */
    private static void addUnlisted(List<Manifest.Entry> made, CaseDossier dossier, Path folder) throws IOException {
        Set<String> known = new HashSet<>(Set.of(CaseRecord.FILE_NAME));
        dossier.evidence().forEach(item -> known.add(item.fileName()));
        made.forEach(entry -> known.add(entry.name()));
        try (DirectoryStream<Path> present = Files.newDirectoryStream(folder)) {
            for (Path file : present) {
                String name = String.valueOf(file.getFileName());
                boolean plain = Manifest.isPlain(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                if (plain && !known.contains(name) && !name.startsWith("manifest")) {
                    log.warn(
                            "case {}: {} is sealed though it was never entered",
                            dossier.file().id(),
                            name);
                    made.add(new Manifest.Entry(
                            name, Manifest.UNLISTED_ROLE, Files.size(file), DurableFiles.sha256(file)));
                }
            }
        }
    }

    private byte[] publicKey() {
        return key.publicKey().pem().getBytes(StandardCharsets.US_ASCII);
    }

    private static String keyName(int version) {
        return version == 1 ? "site-key.pem" : "site-key-" + version + ".pem";
    }

    private void add(
            List<SealFile> outbox, List<Manifest.Entry> made, Path folder, String name, String role, byte[] content) {
        made.add(new Manifest.Entry(name, role, content.length, Hashes.sha256(content)));
        add(outbox, folder, name, content);
    }

    private void add(List<SealFile> outbox, Path folder, String name, byte[] content) {
        String path = folders.data().relativize(folder.resolve(name)).toString().replace('\\', '/');
        outbox.add(new SealFile(path, Base64.getEncoder().encodeToString(content)));
    }
}
