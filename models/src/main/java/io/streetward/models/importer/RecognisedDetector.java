package io.streetward.models.importer;

import io.streetward.models.graph.ImportException;
import io.streetward.models.onnx.PictureSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the shapes of a model's outputs tell about it.
 *
 * @param classes how many labels it has
 * @param stridesPx input pixels per cell of each level
 * @param regMax largest distance in cells of a distribution, or 0 where distances are no distributions
 */
record RecognisedDetector(DetectorFamily family, int classes, List<Integer> stridesPx, int regMax) {
    private static final List<Integer> THREE_LEVELS = List.of(8, 16, 32);
    private static final List<Integer> FOUR_LEVELS = List.of(8, 16, 32, 64);
    private static final int REG_MAX = 7;
    private static final int DISTANCES = 4 * (REG_MAX + 1);
    private static final int YOLOX_BOX = 5;

    /**
     * The family that a model's outputs fit.
     *
     * @param outputs their shapes for one picture, the batch axis first
     * @param asked the family to hold it to, if any
     */
    static RecognisedDetector of(
            String file, List<List<Long>> outputs, PictureSize size, Optional<DetectorFamily> asked)
            throws ImportException {
        for (DetectorFamily family : asked.map(List::of).orElse(Arrays.asList(DetectorFamily.values()))) {
            Optional<RecognisedDetector> found = switch (family) {
                case YOLOX -> rows(family, outputs, size, THREE_LEVELS, YOLOX_BOX, 0);
                case NANODET_PLUS -> rows(family, outputs, size, FOUR_LEVELS, DISTANCES, REG_MAX);
                case PICODET -> picoDet(outputs, size);
                case CENTERNET -> centerNet(outputs, size);
            };
            if (found.isPresent()) {
                return found.get();
            }
        }
        String shapes = outputs.stream()
                .map(shape -> shape.stream().map(String::valueOf).collect(Collectors.joining("x")))
                .collect(Collectors.joining(", "));
        throw new ImportException(file + ": returns " + shapes + " for a picture of " + size + ", expected "
                + expectation(asked) + ". Other families: write the model.yaml by hand"
                + " and take the bundle in with models add");
    }

    private static String expectation(Optional<DetectorFamily> asked) {
        return asked.map(family -> "what " + family.type() + " returns")
                .orElse(
                        "yolox (1xCELLSx5+C), nanodet_plus (1xCELLSxC+32), picodet (per level 1xCELLSxC, then 1xCELLSx32)"
                                + " or centernet (1xCxH/4xW/4 and 1x4xH/4xW/4)");
    }

    private static Optional<RecognisedDetector> rows(
            DetectorFamily family,
            List<List<Long>> outputs,
            PictureSize size,
            List<Integer> strides,
            int extra,
            int regMax) {
        if (outputs.size() != 1 || outputs.get(0).size() != 3) {
            return Optional.empty();
        }
        long cells = strides.stream().mapToLong(stride -> cells(size, stride)).sum();
        int classes = Math.toIntExact(outputs.get(0).get(2)) - extra;
        return outputs.get(0).get(1) == cells && classes > 0
                ? Optional.of(new RecognisedDetector(family, classes, strides, regMax))
                : Optional.empty();
    }

    private static Optional<RecognisedDetector> picoDet(List<List<Long>> outputs, PictureSize size) {
        int levels = outputs.size() / 2;
        if (outputs.size() != 2 * levels || levels < 3 || levels > FOUR_LEVELS.size()) {
            return Optional.empty();
        }
        List<Integer> strides = FOUR_LEVELS.subList(0, levels);
        long classes = outputs.get(0).size() == 3 ? outputs.get(0).get(2) : 0;
        List<List<Long>> expected = new ArrayList<>();
        for (long width : new long[] {classes, DISTANCES}) {
            strides.forEach(stride -> expected.add(List.of(1L, cells(size, stride), width)));
        }
        return outputs.equals(expected)
                ? Optional.of(
                        new RecognisedDetector(DetectorFamily.PICODET, Math.toIntExact(classes), strides, REG_MAX))
                : Optional.empty();
    }

    private static Optional<RecognisedDetector> centerNet(List<List<Long>> outputs, PictureSize size) {
        if (outputs.size() != 2 || outputs.get(0).size() != 4) {
            return Optional.empty();
        }
        long classes = outputs.get(0).get(1);
        long height = outputs.get(0).get(2);
        long width = outputs.get(0).get(3);
        long stride = size.heightPx() / height;
        boolean fits = outputs.get(1).equals(List.of(1L, 4L, height, width))
                && height * stride == size.heightPx()
                && width * stride == size.widthPx();
        return fits
                ? Optional.of(new RecognisedDetector(
                        DetectorFamily.CENTERNET, Math.toIntExact(classes), List.of(Math.toIntExact(stride)), 0))
                : Optional.empty();
    }

    private static long cells(PictureSize size, int stride) {
        return (long) upwards(size.widthPx(), stride) * upwards(size.heightPx(), stride);
    }

    private static int upwards(int px, int stride) {
        return (px + stride - 1) / stride;
    }
}
