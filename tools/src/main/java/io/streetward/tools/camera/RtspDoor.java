package io.streetward.tools.camera;

import java.util.Optional;

/** Whom the camera lets in, which may change while it runs; for any thread. */
final class RtspDoor {
    private volatile Optional<RtspAuthenticator> authenticator;

    RtspDoor(Optional<RtspAuthenticator> authenticator) {
        this.authenticator = authenticator;
    }

    /** Returns who judges credentials; empty when anyone may watch. */
    Optional<RtspAuthenticator> authenticator() {
        return authenticator;
    }

    void guardBy(Optional<RtspAuthenticator> other) {
        authenticator = other;
    }
}
