package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How high vehicles usually stand in one camera's picture, learned for each line of the picture that their wheels are on:
 * what is much higher than usual for its place is a large one, whatever label it carries.
 *
 * <p>Holds at most {@value #LINES} × {@value #SAMPLES} heights; the oldest of a line goes first.
 */
final class VehicleSizes {
    /** A vehicle 30 m away grows by about a tenth over one of 20 lines, which is small beside 1.4. */
    private static final int LINES = 20;

    private static final int SAMPLES = 32;
    /** A median of fewer may be that of a convoy of trucks. */
    private static final int LEAST_SAMPLES = 5;
    /** A box cut off by the picture's edge is not as high as its vehicle. */
    private static final double EDGE = 0.01;

    /** Cars are about 1.5 m high, vans 2 to 2.5 m, trucks and buses 3 to 4 m. */
    static final double LARGE = 1.4;

    private final List<ArrayDeque<Double>> heights = new ArrayList<>();

    VehicleSizes() {
        for (int i = 0; i < LINES; i++) {
            heights.add(new ArrayDeque<>());
        }
    }

    /** The line a vehicle's wheels are on; a rule learns from each vehicle once per line. */
    static int line(NormalizedBox box) {
        return (int) Math.min(LINES - 1, Math.max(0, Math.floor(box.bottom() * LINES)));
    }

    void learn(NormalizedBox box) {
        if (box.x() < EDGE || box.y() < EDGE || box.right() > 1 - EDGE || box.bottom() > 1 - EDGE) {
            return;
        }
        ArrayDeque<Double> line = heights.get(line(box));
        if (line.size() == SAMPLES) {
            line.removeFirst();
        }
        line.addLast(box.h());
    }

    /** The box's height as a multiple of the usual one at its place; empty while too few vehicles have been seen there. */
    OptionalDouble timesUsual(NormalizedBox box) {
        List<Double> usual = new ArrayList<>();
        int line = line(box);
        for (int i = Math.max(0, line - 1); i <= Math.min(LINES - 1, line + 1); i++) {
            usual.addAll(heights.get(i));
        }
        if (usual.size() < LEAST_SAMPLES) {
            return OptionalDouble.empty();
        }
        usual.sort(null);
        return OptionalDouble.of(box.h() / usual.get(usual.size() / 2));
    }
}
