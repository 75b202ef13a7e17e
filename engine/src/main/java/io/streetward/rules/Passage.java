package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;

/**
 * A vehicle that crossed a place.
 *
 * @param kind as the detector takes it; the label alone is right about half the time for large vehicles
 * @param box where it was, in {@code at}
 * @param at the picture that shows it best at the place
 */
public record Passage(long trackId, ObjectKind kind, NormalizedBox box, FrameRef at) {}
