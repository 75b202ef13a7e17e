package io.streetward.models.bundle;

import io.streetward.detect.InputSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.yaml} says: everything needed to feed a model and to understand its answer.
 *
 * @param name the bundle's folder name
 * @param description one line for people
 * @param weightsFiles one, or several for a model of more than one network; the first is the one to open
 * @param input what a detector over this bundle is fed
 * @param tensor how that becomes the model's input tensor
 * @param task what the bundle is for; decoder and NMS are a detector's, labels a detector's or classifier's
 * @param decoder how its outputs become boxes; {@link DecoderSpec#NONE} of what is no detector
 * @param nms which of the boxes are one object; absent when the model itself has seen to it
 * @param labels the model's classes, in the order of its scores
 * @param origin where the weights come from, when somebody else publishes them
 */
public record ModelBundle(
        String name,
        String description,
        EngineKind engine,
        List<WeightsFile> weightsFiles,
        InputSpec input,
        TensorSpec tensor,
        Task task,
        DecoderSpec decoder,
        Optional<NmsSpec> nms,
        List<ModelLabel> labels,
        String licence,
        Optional<Origin> origin) {

    public ModelBundle {
        weightsFiles = List.copyOf(weightsFiles);
        labels = List.copyOf(labels);
    }

    /** The only weights, or the first of several. */
    public WeightsFile weights() {
        return weightsFiles.get(0);
    }

    /** The same bundle with another of its networks in front. */
    public ModelBundle withNetwork(WeightsFile first, InputSpec itsInput, TensorSpec itsTensor) {
        List<WeightsFile> reordered = new ArrayList<>(List.of(first));
        weightsFiles.stream().filter(file -> !file.equals(first)).forEach(reordered::add);
        return new ModelBundle(
                name, description, engine, reordered, itsInput, itsTensor, task, decoder, nms, labels, licence, origin);
    }

    /** The same bundle reporting every find from {@code floor} (0..1) on, and weaker ones where a label has a lower threshold. */
    public ModelBundle atConfidence(double floor) {
        List<ModelLabel> lowered = labels.stream()
                .map(label -> new ModelLabel(label.name(), label.kind(), Math.min(label.confidence(), floor)))
                .toList();
        return new ModelBundle(
                name, description, engine, weightsFiles, input, tensor, task, decoder, nms, lowered, licence, origin);
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

    /** What a source's files are. */
    public enum SourceFormat {
        /** The bundle's own files, taken as they are. */
        WEIGHTS,
        /** A TensorFlow.js graph, converted. */
        TFJS_GRAPH_MODEL
    }

    /**
     * Where weights come from, enough to get or make them again byte for byte.
     *
     * @param npm the package that holds all files; absent when each file has a URL of its own
     * @param files what is read from there; of a converted source the first is the one to open
     * @param outputs of a converted source: name the archive gives an output → node of the source model, in the order
     *     returned
     */
    public record Origin(
            Optional<NpmPackage> npm, SourceFormat format, List<SourceFile> files, Map<String, String> outputs) {
        public Origin {
            files = List.copyOf(files);
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }

        /** Whether the weights are made from the files, rather than being among them. */
        public boolean converted() {
            return format != SourceFormat.WEIGHTS;
        }

        /** The source for people and for the import command: {@code npm:NAME@VERSION}, or the first file's address. */
        public String coordinates() {
            return npm.map(NpmPackage::coordinates)
                    .orElseGet(() -> files.get(0).url().map(URI::toString).orElse(""));
        }
    }

    /**
     * A published package.
     *
     * @param name with scope
     * @param version exact
     */
    public record NpmPackage(String name, String version) {
        /** As the import command takes it. */
        public String coordinates() {
            return "npm:" + name + "@" + version;
        }
    }

    /**
     * One file of a source.
     *
     * @param path below the folder that a source is unpacked or downloaded into; for a URL this is {@code name}
     * @param url where it is downloaded from, unless it is part of a package
     * @param sha256 64 lower-case hexadecimal digits
     * @param name in the bundle's folder, when the file is taken as it is
     */
    public record SourceFile(String path, Optional<URI> url, String sha256, String name) {}
}
