package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.NanoDetPlus;
import io.streetward.models.bundle.DecoderFamily.Scores;
import java.util.List;
import java.util.Map;

/**
 * N×(C+4·(regMax+1)): a row per cell of each level, class scores and then distance distributions ({@code
 * nanodet/model/head/nanodet_plus_head.py}). Distances count from the cell's top-left corner ({@code
 * get_single_level_center_priors} adds no half cell). The ONNX export applies the sigmoid ({@code _forward_onnx}). A
 * cell may be several labels, as upstream's {@code multiclass_nms} has it.
 */
final class NanoDetPlusDecoder implements BoxDecoder {
    private final GridLevels grid;
    private final boolean logits;
    private final Thresholds thresholds;
    private final DistanceDistribution distances;
    private final OutputLayout layout;
    private final float[] row;

    NanoDetPlusDecoder(InputSpec input, NanoDetPlus spec, Map<String, String> names, Thresholds thresholds) {
        this.grid = GridLevels.of(input, spec.stridesPx());
        this.logits = spec.scores() == Scores.LOGITS;
        this.thresholds = logits ? thresholds.asLogits() : thresholds;
        this.distances = new DistanceDistribution(spec.regMax());
        this.row = new float[thresholds.labels() + distances.size()];
        String meaning = "pictures x cells of all strides x " + thresholds.labels() + " labels, 4 x (reg_max + 1)";
        this.layout =
                new OutputLayout(names, meaning).add("rows", List.of(OutputLayout.BATCH, grid.cells(), row.length));
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
        for (GridLevels.Level level : grid.levels()) {
            for (int y = 0; y < level.rows(); y++) {
                for (int x = 0; x < level.columns(); x++, at += row.length) {
                    rows.data().get(at, row);
                    addBoxes(x * level.stridePx(), y * level.stridePx(), level.stridePx(), into);
                }
            }
        }
    }

    private void addBoxes(float x, float y, float stridePx, Candidates into) {
        int labels = thresholds.labels();
        for (int label = 0; label < labels; label++) {
            if (thresholds.reached(label, row[label])) {
                float score = logits ? Thresholds.sigmoid(row[label]) : row[label];
                distances.add(row, labels, x, y, stridePx, score, label, into);
            }
        }
    }
}
