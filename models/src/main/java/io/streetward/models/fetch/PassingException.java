package io.streetward.models.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Trouble that may pass: worth another attempt. */
final class PassingException extends FetchException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    PassingException(String message) {
        super(message);
        this.retryAfter = null;
    }

    PassingException(String message, Throwable cause) {
        super(message, cause);
        this.retryAfter = null;
    }

    PassingException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to be left alone (RFC 9110, 10.2.3), when it does. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
