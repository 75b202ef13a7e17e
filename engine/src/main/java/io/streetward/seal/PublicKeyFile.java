package io.streetward.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/**
 * A site's public key, as a PEM file that openssl reads: Ed25519 (RFC 8032) as a SubjectPublicKeyInfo (RFC 8410).
 *
 * @param key the key
 * @param id names it: the SHA-256 of its DER form in lower-case hex
 */
public record PublicKeyFile(PublicKey key, String id) {
    static final String LABEL = "PUBLIC KEY";

    /** Of a key just made. */
    static PublicKeyFile of(PublicKey key) {
        return new PublicKeyFile(key, Hashes.sha256(key.getEncoded()));
    }

    /**
     * Reads a key.
     *
     * @throws IOException when the file cannot be read or holds no Ed25519 public key; the message names the file
     */
    public static PublicKeyFile read(Path file) throws IOException {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads the first public key in a text. */
    static PublicKeyFile parse(String pem) throws IOException {
        try {
            return of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Pem.read(pem, LABEL))));
        } catch (GeneralSecurityException e) {
            throw new IOException("expected an Ed25519 public key: " + e.getMessage(), e);
        }
    }

    /** The file's content. */
    public String pem() {
        return Pem.write(key.getEncoded(), LABEL);
    }

    /**
     * Whether {@code signature} was made over {@code content} with this key's other half.
     *
     * @param signature the raw 64 bytes of RFC 8032; of another length it is none
     */
    public boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not the shape of a signature at all
        }
    }
}
