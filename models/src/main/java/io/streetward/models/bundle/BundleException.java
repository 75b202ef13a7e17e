package io.streetward.models.bundle;

/** A bundle is missing or wrong; the message names the file (with line and column) and what was expected. */
public class BundleException extends Exception {
    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
