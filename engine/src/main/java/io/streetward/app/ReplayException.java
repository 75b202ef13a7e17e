package io.streetward.app;

/** A recording could not be replayed to its end; the message names it and what stood in the way. */
public class ReplayException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
