package io.streetward.models.fetch;

/** A bundle cannot be fetched or added; the message says what was met, what was expected, and what to do. */
public class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    public FetchException(String message) {
        super(message);
    }

    public FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
