package io.streetward.tools.camera;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** TLS with a certificate that the camera makes and signs itself each time it starts, as most cameras out of the box do. */
final class SelfSigned {
    private SelfSigned() {}

    /** Returns a server's TLS context with a new key; nothing of it is written to disk. */
    static SslContext context() throws CameraException {
        try {
            X509Bundle certificate = new CertificateBuilder()
                    .subject("CN=Streetward virtual camera")
                    .addSanDnsName("localhost")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            return SslContextBuilder.forServer(certificate.toKeyManagerFactory())
                    .build();
        } catch (Exception e) { // what the builder declares
            throw new CameraException("TLS: cannot make a certificate: " + e.getMessage(), e);
        }
    }
}
