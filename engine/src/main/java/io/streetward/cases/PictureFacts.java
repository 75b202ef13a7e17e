package io.streetward.cases;

import java.util.Locale;

/**
 * What is known of an untouched still beside its moment.
 *
 * @param widthPx of the whole picture
 * @param heightPx of the whole picture
 * @param view whether the camera saw its place then
 * @param viewWhy a sentence; empty while the view is clear
 */
public record PictureFacts(int widthPx, int heightPx, View view, String viewWhy) {
    /** What the camera's second witness said of the view at that time. */
    public enum View {
        /** The camera looks where it always did. */
        CLEAR,
        /** The usual look of the place was still being learnt. */
        LEARNING,
        /** The camera was turned or knocked. */
        MOVED,
        /** Nothing could be seen. */
        BLINDED,
        /** Nobody judged it, or what was judged was lost with an earlier run of the engine. */
        UNKNOWN;

        /** The word in the case book and in {@code case.json}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static View ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        /** Whether what the picture shows is known not to be the place that was to be watched. */
        public boolean failed() {
            return this == MOVED || this == BLINDED;
        }
    }
}
