package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.PriorLevel;
import io.streetward.models.bundle.DecoderFamily.PriorSize;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import java.util.List;
import java.util.Map;

/**
 * SSD before its post-processing (Liu et al., 2016): shifts of prior boxes, and class probabilities after the softmax.
 * Priors lie on the centre of each cell; within a cell in the order in which {@code model.yaml} lists them (OpenVINO's
 * PriorBoxClustered; {@code SSDAnchorGeneratorClustered} in openvinotoolkit/training_extensions). A shift is scaled by the
 * variances: centre += variance × size × shift, size ×= e^(variance × growth) (mmdetection's {@code DeltaXYWHBBoxCoder}).
 */
final class SsdDecoder implements BoxDecoder {
    private final GridLevels grid;
    private final Ssd spec;
    private final Thresholds thresholds;
    private final OutputLayout layout;
    private final float[] scores;
    private final int firstLabel;

    SsdDecoder(InputSpec input, Ssd spec, Map<String, String> names, Thresholds thresholds) {
        this.grid = GridLevels.of(
                input, spec.levels().stream().map(PriorLevel::stridePx).toList());
        this.spec = spec;
        this.thresholds = thresholds;
        this.scores = new float[thresholds.labels() + (spec.background() == Ssd.Background.NONE ? 0 : 1)];
        this.firstLabel = spec.background() == Ssd.Background.FIRST ? 1 : 0;
        int priors = 0;
        for (int i = 0; i < grid.levels().size(); i++) {
            priors +=
                    grid.levels().get(i).cells() * spec.levels().get(i).sizes().size();
        }
        String meaning = "pictures x priors x 4 shifts, then x " + scores.length + " classes, or the last two as one";
        this.layout = new OutputLayout(names, meaning)
                .add("locations", List.of(OutputLayout.BATCH, priors, 4), List.of(OutputLayout.BATCH, priors * 4))
                .add(
                        "scores",
                        List.of(OutputLayout.BATCH, priors, scores.length),
                        List.of(OutputLayout.BATCH, priors * scores.length));
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor locations = outputs.get(0);
        OutputTensor classes = outputs.get(1);
        int prior = picture * locations.pictureSize() / 4;
        into.clear();
        for (int i = 0; i < grid.levels().size(); i++) {
            GridLevels.Level level = grid.levels().get(i);
            List<PriorSize> sizes = spec.levels().get(i).sizes();
            for (int cell = 0; cell < level.cells(); cell++) {
                for (int k = 0; k < sizes.size(); k++, prior++) {
                    classes.data().get(prior * scores.length, scores);
                    int label = thresholds.strongest(scores, firstLabel, 1);
                    if (label >= 0) {
                        add(locations, prior, level, cell, sizes.get(k), label, into);
                    }
                }
            }
        }
    }

    private void add(
            OutputTensor locations,
            int prior,
            GridLevels.Level level,
            int cell,
            PriorSize size,
            int label,
            Candidates into) {
        int column = cell % level.columns();
        int row = cell / level.columns();
        float centreX = (column + 0.5f) * level.stridePx();
        float centreY = (row + 0.5f) * level.stridePx();
        int at = prior * 4;
        into.addCentred(
                (float) (centreX
                        + spec.centreVariance()
                                * size.widthPx()
                                * locations.data().get(at)),
                (float) (centreY
                        + spec.centreVariance()
                                * size.heightPx()
                                * locations.data().get(at + 1)),
                (float) (size.widthPx()
                        * Math.exp(spec.sizeVariance() * locations.data().get(at + 2))),
                (float) (size.heightPx()
                        * Math.exp(spec.sizeVariance() * locations.data().get(at + 3))),
                scores[firstLabel + label],
                label);
    }
}
