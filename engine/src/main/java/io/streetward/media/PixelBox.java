package io.streetward.media;

/** An axis-aligned box in whole pixels of one particular picture size: top-left corner and size, y down. */
public record PixelBox(int xPx, int yPx, int widthPx, int heightPx) {}
