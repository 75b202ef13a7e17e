package io.streetward.evidence;

import java.io.IOException;

/** A picture could not be redacted, and so must not leave the site. */
final class RedactionException extends IOException {
    private static final long serialVersionUID = 1L;

    RedactionException(Throwable cause) {
        super(
                "it could not be made sure that bystanders and other plates are blurred (" + cause.getMessage() + ")",
                cause);
    }
}
