package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderSpec;
import io.streetward.models.bundle.ModelBundle;
import java.util.List;

/**
 * Turns a model's outputs into boxes in input pixels. One kind for each family of detectors; each instance serves one
 * thread.
 */
public sealed interface BoxDecoder permits CenterNetDecoder {
    /**
     * Collects one picture's boxes that reach their label's threshold.
     *
     * @param outputs as {@link #check} accepted them
     * @param picture number within the batch
     * @param into cleared first
     */
    void decode(List<FeatureMap> outputs, int picture, Candidates into);

    /**
     * Compares the outputs' shapes with what this decoder reads.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    void check(List<FeatureMap> outputs);

    /** The decoder a bundle asks for. */
    static BoxDecoder of(ModelBundle bundle) {
        InputSpec input = bundle.input();
        float[] thresholds = new float[bundle.labels().size()];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = (float) bundle.labels().get(i).confidence();
        }
        if (bundle.decoder() instanceof DecoderSpec.CenterNet centerNet) {
            return new CenterNetDecoder(input, centerNet.stridePx(), thresholds);
        }
        throw new IllegalStateException("no decoder for " + bundle.decoder());
    }
}
