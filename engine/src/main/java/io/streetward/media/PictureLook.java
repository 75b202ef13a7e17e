package io.streetward.media;

/**
 * What one decoded picture looks like as a whole.
 *
 * @param meanLuma 0..255; black is 16 in video range
 * @param lumaDeviation standard deviation of the same; a lens that is covered shows next to none
 * @param fingerprint equal for equal pictures; the noise of any sensor makes it differ from one picture to the next
 */
public record PictureLook(double meanLuma, double lumaDeviation, long fingerprint) {}
