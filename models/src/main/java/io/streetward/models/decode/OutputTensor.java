package io.streetward.models.decode;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One output tensor of a model, read in place.
 *
 * @param name the model's own name for it; empty when it gives none
 * @param shape of all axes, the first being the picture's number within the batch in all but a few exports
 * @param data of all pictures, one after the other
 * @param channelsLast of four axes N×C×H×W: whether they lie in memory as N×H×W×C
 */
public record OutputTensor(String name, List<Integer> shape, FloatBuffer data, boolean channelsLast) {
    public OutputTensor {
        shape = List.copyOf(shape);
        long expected = 1;
        for (int axis : shape) {
            expected *= axis;
        }
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("holds " + data.remaining() + " values, its shape says " + expected);
        }
        if (channelsLast && shape.size() != 4) {
            throw new IllegalArgumentException("has " + shape.size() + " axes, channels last needs four");
        }
    }

    /** A tensor whose memory is in the order of its axes. */
    public OutputTensor(String name, List<Integer> shape, FloatBuffer data) {
        this(name, shape, data, false);
    }

    /** Length of an axis. */
    public int axis(int i) {
        return shape.get(i);
    }

    /** Values of one picture, where the first axis is the picture's number. */
    public int pictureSize() {
        int size = 1;
        for (int i = 1; i < shape.size(); i++) {
            size *= shape.get(i);
        }
        return size;
    }

    /** Where in {@link #data()} the value of one channel in one cell lies; four axes. */
    public int index(int picture, int channel, int y, int x) {
        int channels = axis(1);
        int cell = y * axis(3) + x;
        int within = channelsLast ? cell * channels + channel : channel * axis(2) * axis(3) + cell;
        return picture * pictureSize() + within;
    }

    /** The value of one channel in one cell; four axes. */
    public float at(int picture, int channel, int y, int x) {
        return data.get(index(picture, channel, y, x));
    }

    /** Name and shape as messages show them, such as {@code heat 1x80x128x128}. */
    public String text() {
        String axes = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
        return name.isEmpty() ? axes : name + " " + axes;
    }
}
