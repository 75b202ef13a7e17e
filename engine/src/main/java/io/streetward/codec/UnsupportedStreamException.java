package io.streetward.codec;

/** The source works but has nothing this engine can decode; trying again will not help until someone reconfigures it. */
public class UnsupportedStreamException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnsupportedStreamException(String message) {
        super(message);
    }
}
