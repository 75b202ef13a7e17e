package io.streetward.detect;

/** A detector could not be opened or failed on a batch; the message names the bundle and what was expected. */
public class DetectorException extends Exception {
    private static final long serialVersionUID = 1L;

    public DetectorException(String message) {
        super(message);
    }

    public DetectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
