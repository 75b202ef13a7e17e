package io.streetward.media;

/** A point in the picture: origin top left, x right, y down, both 0..1 of the picture's width and height. */
public record NormalizedPoint(double x, double y) {}
