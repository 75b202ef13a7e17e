package io.streetward.sinks.webhook;

/**
 * How pictures go with an event; only those that may leave the site do.
 *
 * @param form how
 * @param baseUrl of {@link Form#URL}: what stands before {@code CASE/FILE}, without a slash at its end; else empty
 * @param maxBytes of {@link Form#INLINE}: bound on all pictures of an event together, before base64; what does not fit any
 *     more is named without its content
 */
public record PictureSettings(Form form, String baseUrl, long maxBytes) {
    /** None. */
    public static final PictureSettings NONE = new PictureSettings(Form.NONE, "", 0);

    /** How a picture is told. */
    public enum Form {
        /** Not at all. */
        NONE,
        /** By its address. */
        URL,
        /** In the body, base64. */
        INLINE
    }
}
