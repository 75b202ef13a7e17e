package io.streetward.models.decode;

import java.util.List;
import java.util.Map;

/**
 * Finished detections as three outputs: labels N, boxes N×4 (corners in input pixels) and scores N, as RT-DETR and
 * D-FINE export them with their post-processing ({@code tools/deployment/export_onnx.py}; {@code
 * src/zoo/dfine/postprocessor.py}, {@code deploy_mode}).
 */
final class LabelledBoxesDecoder implements BoxDecoder {
    private final Thresholds thresholds;
    private final OutputLayout layout;

    LabelledBoxesDecoder(Map<String, String> names, Thresholds thresholds) {
        this.thresholds = thresholds;
        this.layout = new OutputLayout(names, "pictures x detections; boxes x left, top, right, bottom")
                .add("labels", List.of(OutputLayout.BATCH, OutputLayout.ANY))
                .add("boxes", List.of(OutputLayout.BATCH, OutputLayout.ANY, 4))
                .add("scores", List.of(OutputLayout.BATCH, OutputLayout.ANY));
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor labels = outputs.get(0);
        OutputTensor boxes = outputs.get(1);
        OutputTensor scores = outputs.get(2);
        into.clear();
        for (int i = 0; i < scores.axis(1); i++) {
            int at = picture * scores.axis(1) + i;
            float score = scores.data().get(at);
            if (score >= thresholds.lowest()) {
                int label = thresholds.labelOf(labels.data().get(at));
                if (label >= 0 && thresholds.reached(label, score)) {
                    into.add(
                            boxes.data().get(4 * at),
                            boxes.data().get(4 * at + 1),
                            boxes.data().get(4 * at + 2),
                            boxes.data().get(4 * at + 3),
                            score,
                            label);
                }
            }
        }
    }
}
