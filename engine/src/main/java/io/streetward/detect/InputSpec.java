package io.streetward.detect;

/**
 * What a detector wants to be fed: interleaved 8-bit pixels (height × width × 3), so that scaling writes them once and
 * the model normalises.
 *
 * @param widthPx input width
 * @param heightPx input height
 * @param fit how a picture of another shape is brought in
 * @param order channel order of the three bytes
 * @param padValue 0..255, fills the bars of a letterbox
 */
public record InputSpec(int widthPx, int heightPx, Fit fit, ColourOrder order, int padValue) {
    public enum Fit {
        /** Keeps the picture's shape, centred, bars filled with the pad value. */
        LETTERBOX,
        /** Keeps the picture's shape, at the top left; the rest is filled with the pad value. */
        LETTERBOX_TOP_LEFT,
        /** Scales both axes independently. */
        STRETCH
    }

    public enum ColourOrder {
        RGB,
        BGR
    }

    /** Bytes of one picture: width × height × 3. */
    public int sizeBytes() {
        return widthPx * heightPx * 3;
    }
}
