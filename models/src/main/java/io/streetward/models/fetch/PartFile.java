package io.streetward.models.fetch;

import io.streetward.models.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * A download under way: {@code NAME.part} with what came so far, and {@code NAME.part.from} with the address and the
 * server's validator, so that a later run may go on where this one stopped.
 */
final class PartFile {
    private static final int BLOCK_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final Path from;

    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.from = target.resolveSibling(target.getFileName() + ".part.from");
    }

    /**
     * What is here of a file.
     *
     * @param bytes 0 to begin at the beginning
     * @param validator a strong ETag or a Last-Modified date for If-Range (RFC 9110, 13.1.5); may be empty
     * @param total the whole file's length, when known
     */
    record Progress(long bytes, String validator, OptionalLong total) {
        static final Progress NONE = new Progress(0, "", OptionalLong.empty());

        boolean complete() {
            return bytes > 0 && total.isPresent() && bytes == total.getAsLong();
        }
    }

    Path path() {
        return part;
    }

    /** What an earlier attempt left of this address. */
    Progress progress(URI url) throws IOException {
        if (!Files.exists(part) || !Files.exists(from)) {
            return Progress.NONE;
        }
        Properties notes = new Properties();
        try (InputStream in = Files.newInputStream(from)) {
            notes.load(in);
        }
        if (!url.toString().equals(notes.getProperty("url"))) {
            return Progress.NONE;
        }
        String total = notes.getProperty("total", "");
        return new Progress(
                Files.size(part),
                notes.getProperty("validator", ""),
                total.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(total)) : OptionalLong.empty());
    }

    /** Forgets what is here and notes where the file now comes from. */
    void begin(URI url, String validator, OptionalLong total) throws IOException {
        Files.write(part, new byte[0]);
        Properties notes = new Properties();
        notes.setProperty("url", url.toString());
        notes.setProperty("validator", validator);
        total.ifPresent(bytes -> notes.setProperty("total", Long.toString(bytes)));
        try (OutputStream out = Files.newOutputStream(from)) {
            notes.store(out, null);
        }
    }

    /** To write on at the end. */
    OutputStream append() throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.APPEND);
    }

    /** A digest of what is here. */
    MessageDigest digest() throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(part)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return digest;
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(from);
    }

    /** Puts the finished file in its place, whole or not at all. */
    void finish() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(from);
    }

    /** The validator that an answer's headers give: only one that means the same bytes may resume a download. */
    static String validator(HttpHeaders headers) {
        String etag = headers.firstValue("ETag").orElse("");
        boolean strong = etag.startsWith("\"");
        return strong ? etag : headers.firstValue("Last-Modified").orElse("");
    }
}
