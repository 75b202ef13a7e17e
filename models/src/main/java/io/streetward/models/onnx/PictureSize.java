package io.streetward.models.onnx;

/** Width and height of a model's input, in pixels. */
public record PictureSize(int widthPx, int heightPx) {
    /** Whatever the model says. */
    public static final PictureSize UNKNOWN = new PictureSize(0, 0);

    /** Whether this is a size at all. */
    public boolean isKnown() {
        return widthPx > 0 && heightPx > 0;
    }

    /** Reads {@code WIDTHxHEIGHT}; throws when it is anything else. */
    public static PictureSize parse(String text) {
        String[] sides = text.split("x", -1);
        try {
            if (sides.length == 2) {
                PictureSize size = new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
                if (size.isKnown()) {
                    return size;
                }
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("found \"" + text + "\", expected WIDTHxHEIGHT, such as 416x416");
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx;
    }
}
