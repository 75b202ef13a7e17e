package io.streetward.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks one bundle by itself: its manifests' form, signatures and versions, and every file in it. For one use. */
final class BundleCheck {
    private static final Pattern MANIFEST = Pattern.compile("manifest(?:-([1-9][0-9]{0,6}))?\\.json");
    private static final String LIVING_RECORD = "case.json";
    private static final long MAX_MANIFEST_BYTES = 16L << 20; // a manifest has some hundred bytes a file

    private final Path folder;
    private final String name;
    private final Map<String, PublicKeyFile> keys;
    private final List<Finding> findings = new ArrayList<>();
    private final TreeMap<Integer, Manifest> manifests = new TreeMap<>();
    private int signed;
    private int goodFiles;

    /** A check against keys by their id. */
    BundleCheck(Path folder, Map<String, PublicKeyFile> keys) {
        this.folder = folder;
        this.name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        this.keys = keys;
    }

    BundleReport run() throws IOException {
        TreeSet<String> present = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> present.add(String.valueOf(file.getFileName())));
        }
        TreeSet<Integer> versions = new TreeSet<>();
        for (String file : present) {
            Matcher matcher = MANIFEST.matcher(file);
            if (matcher.matches()) {
                versions.add(matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1)));
            }
        }
        if (versions.isEmpty()) {
            find(
                    Problem.NOT_SEALED,
                    Manifest.fileName(1),
                    "there is no manifest: the evidence is not complete yet, or the manifest was removed");
            return report();
        }
        for (int version : versions) {
            readManifest(version);
        }
        checkVersions(versions.last());
        checkFiles(present, versions.last());
        return report();
    }

    private BundleReport report() {
        return new BundleReport(folder, List.copyOf(manifests.values()), signed, goodFiles, findings);
    }

    private void readManifest(int version) throws IOException {
        String file = Manifest.fileName(version);
        byte[] content = contentOf(file);
        Manifest manifest = null;
        if (content != null) {
            try {
                manifest = Manifest.parse(content);
                manifests.put(version, manifest);
                StillCode.mismatch(content).ifPresent(detail -> find(Problem.CODE_WRONG, file, detail));
            } catch (IOException e) {
                find(Problem.MANIFEST_UNREADABLE, file, "it cannot be read as a manifest: " + e.getMessage());
            }
            if (manifest != null && (!manifest.subject().equals(name) || manifest.version() != version)) {
                find(
                        Problem.MANIFEST_MISPLACED,
                        file,
                        "it is the manifest of " + manifest.subject() + ", version " + manifest.version()
                                + ", and does not belong here");
            }
            checkSignature(version, content, manifest);
        }
    }

    private void checkSignature(int version, byte[] content, @Nullable Manifest manifest) throws IOException {
        String file = Manifest.signatureName(version);
        if (!Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            find(Problem.SIGNATURE_MISSING, file, "the signature of " + Manifest.fileName(version) + " is not there");
            return;
        }
        byte[] signature = contentOf(file);
        if (keys.isEmpty() || signature == null) {
            return; // said once for all bundles
        }
        PublicKeyFile named = manifest == null ? null : keys.get(manifest.keyId());
        if (named != null && named.verifies(content, signature)) {
            signed++;
        } else if (named != null) {
            find(
                    Problem.SIGNATURE_WRONG,
                    file,
                    "it was not made over " + Manifest.fileName(version) + " as it is here by key " + named.id());
        } else if (manifest != null) {
            find(
                    Problem.KEY_FOREIGN,
                    Manifest.fileName(version),
                    "it is signed with key " + manifest.keyId() + ", which is none of the keys given: "
                            + keys.keySet());
        } else if (keys.values().stream().noneMatch(key -> key.verifies(content, signature))) {
            find(
                    Problem.SIGNATURE_WRONG,
                    file,
                    "none of the keys given has made it over " + Manifest.fileName(version) + " as it is here");
        }
    }

    /** Versions follow each other without a gap, each naming the one before. */
    private void checkVersions(int last) {
        for (int version = 1; version <= last; version++) {
            Manifest manifest = manifests.get(version);
            String file = Manifest.fileName(version);
            if (manifest == null) {
                if (!Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                    find(Problem.MANIFEST_MISSING, file, "it is not there, though there is a version " + last);
                }
                continue;
            }
            Manifest before = manifests.get(version - 1);
            String expected = before == null ? null : before.sha256();
            if (version == 1 || before != null) {
                if (!Objects.equals(manifest.previousVersionSha256(), expected)) {
                    find(
                            Problem.CHAIN_BROKEN,
                            file,
                            "it names " + hashOf(manifest.previousVersionSha256()) + " as the version before, which is "
                                    + hashOf(expected));
                }
            }
        }
    }

    private void checkFiles(Set<String> present, int last) throws IOException {
        Map<String, Manifest.Entry> sealed = new TreeMap<>();
        Map<String, String> sealedBy = new HashMap<>();
        TreeSet<String> known = new TreeSet<>(List.of(LIVING_RECORD));
        for (int version = 1; version <= last; version++) {
            known.add(Manifest.fileName(version));
            known.add(Manifest.signatureName(version));
            Manifest manifest = manifests.get(version);
            for (Manifest.Entry entry : manifest == null ? List.<Manifest.Entry>of() : manifest.files()) {
                Manifest.Entry earlier = sealed.putIfAbsent(entry.name(), entry);
                String by = sealedBy.putIfAbsent(entry.name(), Manifest.fileName(version));
                if (earlier != null && !earlier.equals(entry)) {
                    find(
                            Problem.MANIFEST_CONTRADICTED,
                            Manifest.fileName(version),
                            "it says of " + entry.name() + " what " + by + " does not");
                }
            }
        }
        for (Manifest.Entry entry : sealed.values()) {
            checkFile(entry, String.valueOf(sealedBy.get(entry.name())));
        }
        for (String file : present) {
            if (!sealed.containsKey(file) && !known.contains(file)) {
                find(Problem.FILE_EXTRA, file, "no manifest covers it");
            }
        }
        checkLivingRecord(sealed);
    }

    private void checkFile(Manifest.Entry entry, String by) throws IOException {
        Path file = folder.resolve(entry.name());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            find(Problem.FILE_MISSING, entry.name(), by + " covers it, but it is not there");
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            find(Problem.FILE_CHANGED, entry.name(), "it is not a plain file");
            return;
        }
        String found = Hashes.sha256(file);
        long bytes = Files.size(file);
        if (found.equals(entry.sha256()) && bytes == entry.bytes()) {
            goodFiles++;
        } else {
            find(
                    Problem.FILE_CHANGED,
                    entry.name(),
                    "its SHA-256 is " + found + " over " + bytes + " bytes; " + by + " says " + entry.sha256()
                            + " over " + entry.bytes());
        }
    }

    /** {@code case.json} is a copy of the record sealed last, for programs that know no versions. */
    private void checkLivingRecord(Map<String, Manifest.Entry> sealed) throws IOException {
        Manifest newest = manifests.isEmpty() ? null : manifests.lastEntry().getValue();
        Manifest.Entry record = newest == null ? null : sealed.get(Manifest.recordName(newest.version()));
        if (record == null) {
            return;
        }
        Path file = folder.resolve(LIVING_RECORD);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            find(Problem.FILE_MISSING, LIVING_RECORD, "the case's record is not there");
        } else if (!Hashes.sha256(file).equals(record.sha256())) {
            find(
                    Problem.RECORD_CHANGED,
                    LIVING_RECORD,
                    "it is not " + record.name() + ", the record sealed last: it was edited, or changed since and not"
                            + " sealed yet");
        }
    }

    /** A manifest or signature; null after a finding when it is not a plain file of a sane size. */
    private byte @Nullable [] contentOf(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > MAX_MANIFEST_BYTES) {
            find(Problem.MANIFEST_UNREADABLE, file, "it is not a plain file of at most 16 MiB");
            return null;
        }
        return Files.readAllBytes(path);
    }

    private void find(Problem problem, String file, String detail) {
        findings.add(new Finding(problem, name + "/" + file, detail));
    }

    static String hashOf(@Nullable String sha256) {
        return sha256 == null ? "nothing" : sha256;
    }
}
