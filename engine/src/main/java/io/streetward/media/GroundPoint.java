package io.streetward.media;

/**
 * A point on a street, in metres from any fixed origin: two axes at right angles to each other, either of them pointing
 * anywhere.
 */
public record GroundPoint(double xM, double yM) {}
