package io.streetward.announce;

/** A clip could not be made; the message names the file or the voice, what was expected and what to do. */
public class ClipException extends Exception {
    private static final long serialVersionUID = 1L;

    public ClipException(String message) {
        super(message);
    }

    public ClipException(String message, Throwable cause) {
        super(message, cause);
    }
}
