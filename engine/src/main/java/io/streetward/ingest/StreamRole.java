package io.streetward.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a stream is to its camera.
 *
 * @param main whether evidence is kept from it; false for one that is only analysed
 * @param alignment with the camera's other stream; null when there is only one
 * @param clock told what the stream says of the camera's time
 */
public record StreamRole(boolean main, @Nullable StreamAlignment alignment, CameraClock clock) {
    /** The one stream of a camera. */
    public static StreamRole only() {
        return new StreamRole(true, null, new CameraClock());
    }

    /** As it stands in metrics and logs. */
    public String label() {
        return main ? "main" : "analysis";
    }
}
