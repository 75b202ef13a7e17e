package io.streetward.models.bundle;

import io.streetward.detect.InputSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.yaml} says: everything needed to feed a model and to understand its answer.
 *
 * @param name the bundle's folder name
 * @param description one line for people
 * @param input what a detector over this bundle is fed
 * @param tensor how that becomes the model's input tensor
 * @param decoder how its outputs become boxes
 * @param nms which of the boxes are one object; absent when the model itself has seen to it
 * @param labels the model's classes, in the order of its scores
 * @param origin where the weights come from, when they were converted from somebody else's
 */
public record ModelBundle(
        String name,
        String description,
        EngineKind engine,
        WeightsFile weights,
        InputSpec input,
        TensorSpec tensor,
        DecoderSpec decoder,
        Optional<NmsSpec> nms,
        List<ModelLabel> labels,
        String licence,
        Optional<Origin> origin) {

    public ModelBundle {
        labels = List.copyOf(labels);
    }

    /** Which DJL engine runs the weights. */
    public enum EngineKind {
        PYTORCH("PyTorch"),
        ONNXRUNTIME("OnnxRuntime");

        private final String djlName;

        EngineKind(String djlName) {
            this.djlName = djlName;
        }

        public String djlName() {
            return djlName;
        }
    }

    /**
     * The weights.
     *
     * @param file name inside the bundle
     * @param sha256 64 lower-case hexadecimal digits
     */
    public record WeightsFile(String file, String sha256) {}

    /** How a published model is turned into the weights. */
    public enum SourceFormat {
        TFJS_GRAPH_MODEL
    }

    /**
     * Where converted weights come from, enough to make them again byte for byte.
     *
     * @param npmPackage package name, with scope
     * @param version exact version
     * @param files what is read from the package → its sha256; the first is the one to open
     * @param outputs name the archive gives an output → node of the source model, in the order returned
     */
    public record Origin(
            String npmPackage,
            String version,
            SourceFormat format,
            Map<String, String> files,
            Map<String, String> outputs) {
        /** The source as the import command takes it. */
        public String coordinates() {
            return "npm:" + npmPackage + "@" + version;
        }
    }
}
