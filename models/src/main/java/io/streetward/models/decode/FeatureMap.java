package io.streetward.models.decode;

import java.nio.FloatBuffer;

/**
 * One output tensor of a model, read in place.
 *
 * @param data of all pictures, one after the other
 * @param channelsLast whether a cell's channels lie side by side (H×W×C) or a channel's cells do (C×H×W)
 */
public record FeatureMap(FloatBuffer data, int pictures, int channels, int height, int width, boolean channelsLast) {
    public FeatureMap {
        long expected = (long) pictures * channels * height * width;
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("holds " + data.remaining() + " values, its shape says " + expected);
        }
    }

    /** Values of one picture. */
    public int pictureSize() {
        return channels * height * width;
    }

    /** Where in {@link #data()} the value of one channel in one cell lies. */
    public int index(int picture, int channel, int y, int x) {
        int cell = y * width + x;
        int within = channelsLast ? cell * channels + channel : channel * height * width + cell;
        return picture * pictureSize() + within;
    }

    /** The value of one channel in one cell. */
    public float at(int picture, int channel, int y, int x) {
        return data.get(index(picture, channel, y, x));
    }

    /** The shape without the batch axis, as messages show it. */
    public String shapeText() {
        return channels + "x" + height + "x" + width;
    }
}
