package io.streetward.models.bundle;

import io.streetward.detect.InputSpec;
import io.streetward.detect.ObjectKind;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.ModelBundle.Origin;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code model.yaml}. Every problem is reported, as {@code file:line:column: what is wrong, expected what}. */
public final class BundleReader {
    static final Predicate<String> SHA256 = Pattern.compile("[0-9a-f]{64}").asMatchPredicate();
    static final Predicate<String> PLAIN_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*").asMatchPredicate();
    private static final int MAX_SIDE_PX = 4096;
    private static final int MAX_LABELS = 10_000;

    private BundleReader() {}

    /**
     * Reads one description.
     *
     * @param name the bundle's name, which the file must carry too
     * @param file for messages
     * @param text the file's content
     * @throws BundleException with one line per problem
     */
    public static ModelBundle read(String name, String file, String text) throws BundleException {
        YamlProblems problems = new YamlProblems(file);
        YamlMapping root = YamlMapping.parse(file, text, problems);
        String written = root.string("name");
        if (!written.isEmpty() && !written.equals(name)) {
            root.fault("name", "found \"" + written + "\", expected \"" + name + "\", the bundle's folder");
        }
        String description = root.string("description");
        EngineKind engine = root.choice("engine", EngineKind.class);
        List<WeightsFile> weights = weights(root);
        YamlMapping inputNode = root.mapping("input");
        InputSpec input = input(inputNode);
        TensorSpec tensor = tensor(inputNode.mapping("tensor"));
        inputNode.refuseOthers();
        Task task = TaskReader.read(root, weights);
        DecoderSpec decoder = DecoderSpec.NONE;
        Optional<NmsSpec> nms = Optional.empty();
        List<ModelLabel> labels = List.of();
        if (task instanceof Task.Detector) {
            decoder = DecoderReader.read(root.mapping("decoder"));
            nms = nms(root, decoder);
            YamlMapping thresholds = root.mapping("thresholds");
            labels = labels(root, thresholds);
            thresholds.refuseOthers();
        } else if (task instanceof Task.Classifier || task instanceof Task.Change) {
            labels = root.strings("labels", 1, MAX_LABELS).stream()
                    .map(label -> new ModelLabel(label, ObjectKind.OTHER, 0))
                    .toList();
        }
        String licence = root.string("licence");
        Optional<Origin> origin = OriginReader.read(root, weights);
        root.refuseOthers();
        problems.throwIfAny();
        return new ModelBundle(
                name, description, engine, weights, input, tensor, task, decoder, nms, labels, licence, origin);
    }

    /** One file, or a list of them. */
    private static List<WeightsFile> weights(YamlMapping root) {
        List<WeightsFile> files = new ArrayList<>();
        for (YamlMapping node : root.oneOrMore("weights")) {
            String file = node.string("file", PLAIN_NAME, "a file's name inside the bundle");
            String sha256 = node.string("sha256", SHA256, "64 hexadecimal digits, as sha256sum prints them");
            node.refuseOthers();
            if (files.stream().anyMatch(other -> other.file().equals(file))) {
                node.fault("file", "\"" + file + "\" is given twice, expected once");
            }
            files.add(new WeightsFile(file, sha256));
        }
        return files;
    }

    static InputSpec input(YamlMapping node) {
        return new InputSpec(
                node.integer("width", 1, MAX_SIDE_PX),
                node.integer("height", 1, MAX_SIDE_PX),
                node.choice("fit", InputSpec.Fit.class),
                node.choice("colour_order", InputSpec.ColourOrder.class),
                node.integer("pad_value", 0, 255));
    }

    static TensorSpec tensor(YamlMapping node) {
        TensorSpec.ElementType type = node.choice("type", TensorSpec.ElementType.class);
        TensorSpec.Layout layout = node.choice("layout", TensorSpec.Layout.class);
        TensorSpec.Batch batch = node.choice("batch", TensorSpec.Batch.class);
        double scale = 1;
        List<Double> mean = List.of(0.0, 0.0, 0.0);
        List<Double> std = List.of(1.0, 1.0, 1.0);
        if (type == TensorSpec.ElementType.FLOAT32) {
            scale = node.has("scale") ? node.number("scale", 1e-6, 1e6) : scale;
            mean = node.has("mean") ? perChannel(node, "mean") : mean;
            std = node.has("std") ? perChannel(node, "std") : std;
        }
        node.refuseOthers();
        return new TensorSpec(type, layout, scale, mean, std, batch);
    }

    private static List<Double> perChannel(YamlMapping node, String key) {
        List<Double> out = node.numbers(key, 3, 3, -1e6, 1e6);
        if (key.equals("std") && out.contains(0.0)) {
            node.fault(key, "found 0, expected three other numbers: it divides");
        }
        return out.size() == 3 ? out : List.of(1.0, 1.0, 1.0);
    }

    /** Asked for where the decoder's boxes overlap; otherwise it may be left out. */
    private static Optional<NmsSpec> nms(YamlMapping root, DecoderSpec decoder) {
        if (!root.has("nms") && !decoder.family().overlapping()) {
            return Optional.empty();
        }
        YamlMapping node = root.mapping("nms");
        NmsSpec nms = new NmsSpec(node.number("iou", 0, 1), node.choice("across", NmsSpec.Across.class));
        node.refuseOthers();
        return Optional.of(nms);
    }

    private static List<ModelLabel> labels(YamlMapping root, YamlMapping thresholds) {
        List<String> names = root.strings("labels", 1, MAX_LABELS);
        double confidence = thresholds.number("confidence", 0, 1);
        Map<String, Double> confidences = new LinkedHashMap<>();
        if (thresholds.has("per_label")) {
            YamlMapping node = thresholds.mapping("per_label");
            refuseUnknownLabels(node, names);
            node.keys().forEach(label -> confidences.put(label, node.number(label, 0, 1)));
        }
        Map<String, ObjectKind> kinds = new LinkedHashMap<>();
        YamlMapping kindNode = root.mapping("kinds");
        refuseUnknownLabels(kindNode, names);
        kindNode.keys().forEach(label -> kinds.put(label, kindNode.choice(label, ObjectKind.class)));
        List<ModelLabel> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(new ModelLabel(
                    name, kinds.getOrDefault(name, ObjectKind.OTHER), confidences.getOrDefault(name, confidence)));
        }
        return labels;
    }

    private static void refuseUnknownLabels(YamlMapping node, List<String> labels) {
        for (String key : node.keys()) {
            if (!labels.contains(key)) {
                node.faultAtKey(
                        key,
                        "\"" + key + "\" is not among labels" + NearMiss.hint(key, labels) + ", expected one of them");
            }
        }
    }
}
