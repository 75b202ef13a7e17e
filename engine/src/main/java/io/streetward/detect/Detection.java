package io.streetward.detect;

import io.streetward.media.NormalizedBox;

/**
 * One object in one picture.
 *
 * @param label the model's own label
 * @param confidence the model's score, 0..1
 * @param box in the camera's picture, not in the model's input
 */
public record Detection(ObjectKind kind, String label, double confidence, NormalizedBox box) {}
