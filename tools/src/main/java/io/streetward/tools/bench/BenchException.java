package io.streetward.tools.bench;

/** A measurement that could not be made; the message says what failed. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }

    BenchException(String message) {
        super(message);
    }
}
