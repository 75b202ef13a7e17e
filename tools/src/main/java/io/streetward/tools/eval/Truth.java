package io.streetward.tools.eval;

import io.streetward.media.NormalizedBox;

/**
 * One object as a person labelled it.
 *
 * @param labelClass the label file's own class number
 */
public record Truth(int labelClass, NormalizedBox box) {}
