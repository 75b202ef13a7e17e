package io.streetward.codec;

/** Sound could not be decoded; the message says what was expected, and leaves it to the caller to name the file. */
public class AudioDecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    public AudioDecodeException(String message) {
        super(message);
    }
}
