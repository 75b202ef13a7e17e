package io.streetward.codec;

import java.io.IOException;

/** A picture file cannot be read or decoded; the message names it. */
public class PictureException extends IOException {
    private static final long serialVersionUID = 1L;

    PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
