package io.streetward.tools.detect;

import io.streetward.media.NormalizedBox;
import java.awt.Color;

/**
 * One box to draw.
 *
 * @param text for its tag; empty for none
 * @param dashed for what is not a find
 */
public record Mark(NormalizedBox box, Color colour, String text, boolean dashed) {}
