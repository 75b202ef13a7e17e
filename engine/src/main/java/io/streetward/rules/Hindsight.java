package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.scene.StaticRegion;
import org.jspecify.annotations.Nullable;

/**
 * Looks back in a camera's recording for the picture in which something on the ground is first seen. Looks are up to two
 * seconds apart, so this is what dates it to the picture. Takes up to a second; for the camera's rule thread.
 */
@FunctionalInterface
public interface Hindsight {
    /** Of a camera whose recording cannot be looked at. */
    Hindsight NONE = region -> new Untraced("there is no recording to look back in");

    /** Searches between the last look that showed the ground clean and the first that showed the region. */
    Trace trace(StaticRegion region);

    /** What came of it. */
    sealed interface Trace {}

    /**
     * It was found.
     *
     * @param lastClean the last picture before it that shows clean ground; null when none is known
     * @param firstDirty the first picture that shows the region
     * @param pictures how many were judged
     */
    record Traced(@Nullable FrameRef lastClean, FrameRef firstDirty, int pictures) implements Trace {}

    /**
     * The looks are all that is known.
     *
     * @param why a clause an operator understands
     */
    record Untraced(String why) implements Trace {}
}
