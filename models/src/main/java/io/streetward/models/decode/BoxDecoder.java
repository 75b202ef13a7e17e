package io.streetward.models.decode;

import io.streetward.models.bundle.ModelBundle;
import java.util.List;

/**
 * Turns a model's outputs into boxes in input pixels. One kind for each form of output; each instance serves one thread.
 */
public sealed interface BoxDecoder
        permits CenterNetDecoder,
                YoloxDecoder,
                Yolov8Decoder,
                NanoDetPlusDecoder,
                PicoDetDecoder,
                RtDetrDecoder,
                LabelledBoxesDecoder,
                SsdDecoder,
                ScoredBoxesDecoder,
                DetectionRowsDecoder {
    /**
     * The outputs in the order in which {@link #decode} wants them: by name where the bundle names them, else by place.
     *
     * @param outputs of one call, as the model returned them
     * @param pictures how many the call was given
     * @throws IllegalArgumentException naming what came and what was expected, when an output is missing or of another
     *     shape
     */
    List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures);

    /**
     * Collects one picture's boxes that reach their label's threshold.
     *
     * @param outputs as {@link #arrange} gave them
     * @param picture number within the batch
     * @param into cleared first
     * @throws IllegalArgumentException when the model gives a box a label that the bundle does not have
     */
    void decode(List<OutputTensor> outputs, int picture, Candidates into);

    /** The decoder a bundle asks for. */
    static BoxDecoder of(ModelBundle bundle) {
        return Decoders.of(bundle.input(), bundle.decoder(), Thresholds.of(bundle.labels()));
    }
}
