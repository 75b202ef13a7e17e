package io.streetward.rules;

import io.streetward.media.FrameRef;
import org.jspecify.annotations.Nullable;

/**
 * Between which two pictures something came to lie on the ground.
 *
 * @param lastClean the last picture before it that shows clean ground; null when none is known
 * @param firstSeen the first picture that shows any of it
 */
public record Onset(@Nullable FrameRef lastClean, FrameRef firstSeen) {}
