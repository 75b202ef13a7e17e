package io.streetward.models.decode;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of box, objectness and class probabilities; an object's score is objectness × class.
 *
 * <p>YOLOX (Ge et al., 2021; {@code yolox/models/yolo_head.py}: {@code forward} applies the sigmoids in either case,
 * {@code decode_outputs} turns cells into boxes when {@code decode_in_inference} is set). Undecoded, N×(5+C) has a row
 * per cell of each level, with the centre's offset from the cell's corner in cells and the logarithms of width and height
 * in cells. Decoded, the first four are centre and size in input pixels, which is also what YOLOv5 exports
 * ({@code models/yolo.py}, {@code Detect.forward}), with its three anchors per cell as rows of their own.
 */
final class YoloxDecoder implements BoxDecoder {
    private static final int OBJECTNESS = 4;
    private static final int CLASSES = 5;

    private final @Nullable GridLevels grid;
    private final Thresholds thresholds;
    private final OutputLayout layout;
    private final float[] row;

    private YoloxDecoder(
            @Nullable GridLevels grid, int rows, Map<String, String> names, Thresholds thresholds, String meaning) {
        this.grid = grid;
        this.thresholds = thresholds;
        this.row = new float[CLASSES + thresholds.labels()];
        this.layout = new OutputLayout(names, meaning).add("rows", List.of(OutputLayout.BATCH, rows, row.length));
    }

    static YoloxDecoder ofGrid(GridLevels grid, Map<String, String> names, Thresholds thresholds) {
        return new YoloxDecoder(
                grid,
                grid.cells(),
                names,
                thresholds,
                "pictures x cells of all strides x 4 offsets, objectness, " + thresholds.labels() + " labels");
    }

    static YoloxDecoder ofBoxes(Map<String, String> names, Thresholds thresholds) {
        return new YoloxDecoder(
                null,
                OutputLayout.ANY,
                names,
                thresholds,
                "pictures x boxes x centre, size, objectness, " + thresholds.labels() + " labels");
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor rows = outputs.get(0);
        into.clear();
        int at = picture * rows.pictureSize();
        if (grid == null) {
            for (int i = 0; i < rows.axis(1); i++, at += row.length) {
                int label = read(rows.data(), at);
                if (label >= 0) {
                    into.addCentred(row[0], row[1], row[2], row[3], row[OBJECTNESS] * row[CLASSES + label], label);
                }
            }
            return;
        }
        for (GridLevels.Level level : grid.levels()) {
            float stride = level.stridePx();
            for (int y = 0; y < level.rows(); y++) {
                for (int x = 0; x < level.columns(); x++, at += row.length) {
                    int label = read(rows.data(), at);
                    if (label >= 0) {
                        into.addCentred(
                                (row[0] + x) * stride,
                                (row[1] + y) * stride,
                                (float) Math.exp(row[2]) * stride,
                                (float) Math.exp(row[3]) * stride,
                                row[OBJECTNESS] * row[CLASSES + label],
                                label);
                    }
                }
            }
        }
    }

    /** Reads a row whose objectness allows an object, and says which; -1 otherwise. */
    private int read(FloatBuffer data, int at) {
        float objectness = data.get(at + OBJECTNESS);
        if (!(objectness >= thresholds.lowest())) { // class probabilities are at most 1
            return -1;
        }
        data.get(at, row);
        return thresholds.strongest(row, CLASSES, objectness);
    }
}
