package io.streetward.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Set;

/**
 * The key a site signs its manifests with: Ed25519 (RFC 8032), made on the site at the first start, never shipped, never
 * sent anywhere. Safe for use by several threads.
 *
 * <pre>
 * keys/site-key.private.pem   for this user alone (0600): PKCS#8, and the public half behind it
 * keys/site-key.pem           to give away: what verifies
 * </pre>
 */
public final class SiteKey {
    static final String PRIVATE_FILE = "site-key.private.pem";
    static final String PUBLIC_FILE = "site-key.pem";
    private static final String PRIVATE_LABEL = "PRIVATE KEY";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final PrivateKey privateKey;
    private final PublicKeyFile publicKey;

    private SiteKey(PrivateKey privateKey, PublicKeyFile publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads the key in a folder, or makes one where there is none. The key is durable when this returns.
     *
     * @throws IOException when the key may be read by others than its owner, is damaged, or cannot be made; the message
     *     names the file and what to do
     */
    public static SiteKey openOrMake(Path folder) throws IOException {
        Path file = folder.resolve(PRIVATE_FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make(folder, file);
        }
        SiteKey key = read(file);
        Path copy = folder.resolve(PUBLIC_FILE);
        byte[] pem = key.publicKey.pem().getBytes(StandardCharsets.US_ASCII);
        if (!Files.exists(copy) || !Arrays.equals(Files.readAllBytes(copy), pem)) {
            write(copy, pem, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return key;
    }

    public PublicKeyFile publicKey() {
        return publicKey;
    }

    /** Signs: the raw 64 bytes of RFC 8032, over the content itself (not over a hash of it). */
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and later sign with Ed25519", e);
        }
    }

    private static SiteKey read(Path file) throws IOException {
        refuseIfOthersMayReadIt(file);
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(pem, PRIVATE_LABEL)));
            SiteKey key = new SiteKey(privateKey, PublicKeyFile.parse(pem));
            byte[] probe = PRIVATE_FILE.getBytes(StandardCharsets.US_ASCII);
            if (!key.publicKey.verifies(probe, key.sign(probe))) {
                throw new IOException("its private and public half do not belong together");
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "the site's key " + file + " is damaged: " + e.getMessage()
                            + ". Restore it from a backup, or move it"
                            + " away: a new one is made, and the chain of evidence records the change",
                    e);
        }
    }

    private static void refuseIfOthersMayReadIt(Path file) throws IOException {
        Set<PosixFilePermission> found;
        try {
            found = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException e) {
            throw noPermissionsHere(file, e);
        }
        if (!OWNER_ONLY.containsAll(found)) {
            throw new IOException("the site's key " + file + " has permissions " + PosixFilePermissions.toString(found)
                    + ", expected rw------- or less: others could sign in this site's name. Run chmod 600 " + file
                    + "; if anybody may have read it, move it away instead: a new one is made, and the chain of evidence"
                    + " records the change");
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and later make Ed25519 keys", e);
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
                syncFolderOf(folder);
            }
        } catch (UnsupportedOperationException e) {
            throw noPermissionsHere(file, e);
        }
        String pem = Pem.write(pair.getPrivate().getEncoded(), PRIVATE_LABEL)
                + PublicKeyFile.of(pair.getPublic()).pem();
        write(file, pem.getBytes(StandardCharsets.US_ASCII), OWNER_ONLY);
    }

    /** Whole or not at all, and with its permissions from its first byte on. */
    private static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(permissions))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (UnsupportedOperationException e) {
            throw noPermissionsHere(file, e);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolderOf(file);
    }

    private static void syncFolderOf(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static IOException noPermissionsHere(Path file, UnsupportedOperationException e) {
        return new IOException(
                "the site's key " + file
                        + " cannot be kept from other users on this file system; put the data folder on"
                        + " one with POSIX permissions",
                e);
    }
}
