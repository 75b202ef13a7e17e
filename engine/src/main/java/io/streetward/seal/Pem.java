package io.streetward.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys as text (RFC 7468). */
final class Pem {
    private static final int LINE_CHARS = 64;

    private Pem() {}

    static String write(byte[] der, String label) {
        String body = Base64.getMimeEncoder(LINE_CHARS, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** The first block with this label. */
    static byte[] read(String text, String label) throws IOException {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IOException("expected a PEM block \"" + label + "\"");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new IOException("the PEM block \"" + label + "\" is damaged: " + e.getMessage(), e);
        }
    }
}
