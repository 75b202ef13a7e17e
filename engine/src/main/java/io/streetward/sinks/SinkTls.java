package io.streetward.sinks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a sink's connection trusts: the authorities in one PEM file instead of the system's. Host names are always checked. */
public final class SinkTls {
    private SinkTls() {}

    /**
     * Reads the authorities.
     *
     * @param caFile PEM, one certificate or more
     * @throws IOException when it cannot be read or holds no certificate
     */
    public static TrustManagerFactory trust(Path caFile) throws IOException {
        try (InputStream in = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            if (count == 0) {
                throw new IOException(caFile + " holds no certificate; expected PEM text");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IOException(caFile + " cannot be used as authorities: " + e.getMessage(), e);
        }
    }

    /**
     * The same as a context for an HTTP client.
     *
     * @throws IOException as above
     */
    public static SSLContext context(Path caFile) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(caFile).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS on this machine: " + e.getMessage(), e);
        }
    }
}
