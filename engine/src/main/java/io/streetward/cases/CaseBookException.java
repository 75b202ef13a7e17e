package io.streetward.cases;

/** The case book could not be read or written; the message names the file, what is wrong and what to do. */
public class CaseBookException extends Exception {
    private static final long serialVersionUID = 1L;

    public CaseBookException(String message) {
        super(message);
    }

    public CaseBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
