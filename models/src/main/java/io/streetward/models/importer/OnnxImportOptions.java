package io.streetward.models.importer;

import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.onnx.Normalise;
import io.streetward.models.onnx.PictureSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a person says about an ONNX file that the file does not.
 *
 * @param name the bundle's name
 * @param engine what runs it
 * @param size of the picture where the file leaves it open, else {@link PictureSize#UNKNOWN}
 * @param family to hold the file to; recognised by its outputs otherwise
 * @param labels one per class in the order of the model's scores; COCO's 80 for a model of 80 classes otherwise
 * @param normalise what is done to pixels, given the order of the colours; as the family is trained otherwise
 * @param order of the colours; as the family is trained otherwise
 * @param fit of a picture of another shape; as the family is trained otherwise
 * @param licence of the weights
 */
public record OnnxImportOptions(
        String name,
        EngineKind engine,
        PictureSize size,
        Optional<DetectorFamily> family,
        Optional<List<String>> labels,
        Optional<Function<ColourOrder, Normalise>> normalise,
        Optional<ColourOrder> order,
        Optional<Fit> fit,
        Optional<String> licence) {
    /** Everything as recognised. */
    public static OnnxImportOptions of(String name, EngineKind engine) {
        return new OnnxImportOptions(
                name,
                engine,
                PictureSize.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
