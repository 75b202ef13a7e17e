package io.streetward.tools.eval;

import io.streetward.media.NormalizedBox;

/**
 * A find of one class.
 *
 * @param score 0..1
 */
record ScoredBox(double score, NormalizedBox box) {}
