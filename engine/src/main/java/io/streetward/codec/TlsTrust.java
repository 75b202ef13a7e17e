package io.streetward.codec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe when a source is reached over TLS ({@code rtsps}, {@code https}). The FFmpeg built in uses OpenSSL.
 *
 * @param verify false takes any certificate: encrypted, but anyone in between can pose as the camera
 * @param caFile PEM file with the authority, or with the camera's own self-signed certificate; null uses the system's
 */
public record TlsTrust(boolean verify, @Nullable Path caFile) {
    public static final TlsTrust SYSTEM = new TlsTrust(true, null);
}
