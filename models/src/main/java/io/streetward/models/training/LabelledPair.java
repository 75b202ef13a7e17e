package io.streetward.models.training;

import io.streetward.detect.PatchPair;

/**
 * A pair of patches and the right answer.
 *
 * @param what the situation in a few words, such as "cast shadow": errors are counted by it
 */
public record LabelledPair(PatchPair pair, ResidueLabel label, String what) {}
