package io.streetward.tools.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording to replay.
 *
 * @param clip its file name, as the answer names it
 * @param camera the camera of the configuration that it is taken for
 * @param truth what happens in it; null when nobody knows
 */
record Recorded(
        String clip, Path video, String camera, @Nullable TruthFile truth) {}
