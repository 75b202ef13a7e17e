package io.streetward.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier needs of a manifest. All hashes are SHA-256 in lower-case hex.
 *
 * @param kind {@link #CASE} or {@link #KEY}
 * @param site the site whose chain it is in
 * @param sequence 1, 2, 3 … within the site's chain
 * @param previousSha256 the hash of the manifest with the sequence number before; null for the first
 * @param keyId names the key it is signed with
 * @param previousKeyId the key in force before, in a {@link #KEY} record; null otherwise
 * @param subject the folder it belongs in: the case's id, or {@code key-} and the sequence number
 * @param version 1, 2, 3 … within its folder
 * @param previousVersionSha256 the hash of the version before; null for the first
 * @param files what it covers
 * @param sha256 its own hash
 */
public record Manifest(
        String kind,
        String site,
        long sequence,
        @Nullable String previousSha256,
        String keyId,
        @Nullable String previousKeyId,
        String subject,
        int version,
        @Nullable String previousVersionSha256,
        List<Entry> files,
        String sha256) {
    /** Changes when a reader of the former would go wrong. */
    public static final String FORMAT = "streetward-manifest/1";

    /** A case's evidence. */
    public static final String CASE = "case";

    /** From here on the site signs with another key. */
    public static final String KEY = "key";

    /** The role of a case's record as it was at a sealing. */
    public static final String RECORD_ROLE = "record";

    /** The role of a file that lay in the folder at the first sealing though the case book does not know it. */
    public static final String UNLISTED_ROLE = "unlisted";

    private static final int MAX_VERSION = 1_000_000; // a case changed every minute for two years

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** One file. */
    public record Entry(String name, String role, long bytes, String sha256) {}

    public Manifest {
        files = List.copyOf(files);
    }

    /** The folder of a {@link #KEY} record. */
    public static String keySubject(long sequence) {
        return String.format(Locale.ROOT, "key-%08d", sequence);
    }

    /** Whether a manifest may cover a file of this name: no path, nothing hidden, nothing to escape. */
    public static boolean isPlain(String fileName) {
        return PLAIN_NAME.matcher(fileName).matches();
    }

    /** {@code manifest.json}, {@code manifest-2.json} … */
    public static String fileName(int version) {
        return version == 1 ? "manifest.json" : "manifest-" + version + ".json";
    }

    /** The raw signature beside it. */
    public static String signatureName(int version) {
        return fileName(version) + ".sig";
    }

    /** {@code case-1.json}, {@code case-2.json} …: the case's record as sealed by that version. */
    public static String recordName(int version) {
        return "case-" + version + ".json";
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException when it is not canonical JSON, of another format, or lacks something; the message says what
     */
    public static Manifest parse(byte[] content) throws IOException {
        JsonNode root = CanonicalJson.read(content);
        String format = text(root, "format");
        if (!format.equals(FORMAT)) {
            throw new IOException("its format is \"" + format + "\"; this verifier knows \"" + FORMAT + "\"");
        }
        String kind = text(root, "kind");
        JsonNode chain = root.path("chain");
        long sequence = whole(chain, "sequence", Long.MAX_VALUE);
        List<Entry> files = new ArrayList<>();
        for (JsonNode file : root.path("files")) {
            files.add(entry(file));
        }
        boolean isCase = kind.equals(CASE);
        if (!isCase && !kind.equals(KEY)) {
            throw new IOException("its kind is \"" + kind + "\", expected \"case\" or \"key\"");
        }
        JsonNode subject = root.path(kind);
        return new Manifest(
                kind,
                text(chain, "site"),
                sequence,
                textOrNull(chain, "previousSha256"),
                text(root, "keyId"),
                isCase ? null : text(subject, "previousKeyId"),
                isCase ? text(subject, "id") : keySubject(sequence),
                isCase ? (int) whole(subject, "version", MAX_VERSION) : 1,
                isCase ? textOrNull(subject, "previousVersionSha256") : null,
                files,
                Hashes.sha256(content));
    }

    /** How people call it: whose it is, which version, and its number in the chain. */
    public String title() {
        return subject + "/" + fileName(version) + " (number " + sequence + ")";
    }

    private static Entry entry(JsonNode file) throws IOException {
        String name = text(file, "name");
        if (!isPlain(name)) {
            throw new IOException("it covers a file with the name \"" + name + "\", expected a plain one");
        }
        return new Entry(name, text(file, "role"), whole(file, "bytes", Long.MAX_VALUE), text(file, "sha256"));
    }

    private static String text(JsonNode object, String member) throws IOException {
        String value = textOrNull(object, member);
        if (value == null) {
            throw new IOException("it says nothing of \"" + member + "\"");
        }
        return value;
    }

    private static @Nullable String textOrNull(JsonNode object, String member) {
        return object.path(member).textValue();
    }

    private static long whole(JsonNode object, String member, long max) throws IOException {
        JsonNode value = object.path(member);
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > max) {
            throw new IOException("its \"" + member + "\" is no whole number from 0 to " + max);
        }
        return value.longValue();
    }
}
