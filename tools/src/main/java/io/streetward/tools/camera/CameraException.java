package io.streetward.tools.camera;

/** A virtual camera cannot serve what it was given; the message names the file or address and what was expected. */
public class CameraException extends Exception {
    private static final long serialVersionUID = 1L;

    public CameraException(String message) {
        super(message);
    }

    public CameraException(String message, Throwable cause) {
        super(message, cause);
    }
}
