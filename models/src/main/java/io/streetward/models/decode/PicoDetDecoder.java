package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.PicoDet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Per level an output N×C of class probabilities and one N×4·(regMax+1) of distance distributions, first all levels'
 * scores and then all levels' distances (PaddleDetection's {@code ppdet/modeling/heads/pico_head.py}, {@code forward}
 * with {@code deploy} applies the sigmoid). Distances count from the cell's centre: {@code configs/picodet} sets {@code
 * cell_offset: 0.5}. A cell may be several labels.
 */
final class PicoDetDecoder implements BoxDecoder {
    private static final float CELL_OFFSET = 0.5f;

    private final GridLevels grid;
    private final Thresholds thresholds;
    private final DistanceDistribution distances;
    private final OutputLayout layout;
    private final float[] scores;
    private final float[] edges;

    PicoDetDecoder(InputSpec input, PicoDet spec, Map<String, String> names, Thresholds thresholds) {
        this.grid = GridLevels.of(input, spec.stridesPx());
        this.thresholds = thresholds;
        this.distances = new DistanceDistribution(spec.regMax());
        this.scores = new float[thresholds.labels()];
        this.edges = new float[distances.size()];
        List<String> roles = new ArrayList<>(spec.outputs());
        this.layout = new OutputLayout(
                names, "pictures x cells of a stride x " + scores.length + " labels, or 4 x (reg_max + 1)");
        for (int width : List.of(scores.length, edges.length)) {
            for (GridLevels.Level level : grid.levels()) {
                layout.add(roles.remove(0), List.of(OutputLayout.BATCH, level.cells(), width));
            }
        }
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        into.clear();
        int levels = grid.levels().size();
        for (int i = 0; i < levels; i++) {
            GridLevels.Level level = grid.levels().get(i);
            FloatBuffer levelScores = outputs.get(i).data();
            FloatBuffer levelEdges = outputs.get(levels + i).data();
            int cell = picture * level.cells();
            for (int y = 0; y < level.rows(); y++) {
                for (int x = 0; x < level.columns(); x++, cell++) {
                    levelScores.get(cell * scores.length, scores);
                    addBoxes(levelEdges, cell, x + CELL_OFFSET, y + CELL_OFFSET, level.stridePx(), into);
                }
            }
        }
    }

    private void addBoxes(FloatBuffer levelEdges, int cell, float x, float y, float stridePx, Candidates into) {
        boolean read = false;
        for (int label = 0; label < scores.length; label++) {
            if (thresholds.reached(label, scores[label])) {
                if (!read) {
                    levelEdges.get(cell * edges.length, edges);
                    read = true;
                }
                distances.add(edges, 0, x * stridePx, y * stridePx, stridePx, scores[label], label, into);
            }
        }
    }
}
