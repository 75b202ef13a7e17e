package io.streetward.models.graph;

/** A model cannot be imported; the message names the file or node, what was found, and what was expected. */
public class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
