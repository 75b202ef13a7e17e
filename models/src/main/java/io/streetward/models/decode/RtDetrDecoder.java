package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.Scores;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Class scores Q×C and boxes Q×4, centre and size in 0..1 of the input, one per query. Scores are logits, each with a
 * sigmoid of its own, and a query may be several labels: upstream takes the best of all Q·C (RT-DETR and D-FINE, {@code
 * src/zoo/dfine/postprocessor.py} with {@code use_focal_loss}). Exports differ in the order: Hugging Face's have logits
 * first, RF-DETR's boxes ({@code rfdetr/deploy/export.py}: {@code dets}, {@code labels}); the shapes tell them apart.
 */
final class RtDetrDecoder implements BoxDecoder {
    private final InputSpec input;
    private final boolean logits;
    private final Thresholds thresholds;
    private final OutputLayout layout;
    private final float[] scores;

    RtDetrDecoder(InputSpec input, Scores meaning, Map<String, String> names, Thresholds thresholds) {
        this.input = input;
        this.logits = meaning == Scores.LOGITS;
        this.thresholds = logits ? thresholds.asLogits() : thresholds;
        this.scores = new float[thresholds.labels()];
        this.layout = new OutputLayout(names, "pictures x queries x " + scores.length + " labels, then x centre, size")
                .add("scores", List.of(OutputLayout.BATCH, OutputLayout.ANY, scores.length))
                .add("boxes", List.of(OutputLayout.BATCH, OutputLayout.ANY, 4));
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        FloatBuffer boxes = outputs.get(1).data();
        int queries = outputs.get(0).axis(1);
        into.clear();
        for (int i = 0; i < queries; i++) {
            outputs.get(0).data().get((picture * queries + i) * scores.length, scores);
            int at = (picture * queries + i) * 4;
            for (int label = 0; label < scores.length; label++) {
                if (thresholds.reached(label, scores[label])) {
                    into.addCentred(
                            boxes.get(at) * input.widthPx(),
                            boxes.get(at + 1) * input.heightPx(),
                            boxes.get(at + 2) * input.widthPx(),
                            boxes.get(at + 3) * input.heightPx(),
                            logits ? Thresholds.sigmoid(scores[label]) : scores[label],
                            label);
                }
            }
        }
    }
}
