package io.streetward.models.importer;

import io.streetward.detect.InputSpec;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.detect.ObjectKind;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.onnx.Normalise;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The files that describe an imported bundle.
 *
 * @param source the imported file's name
 * @param sourceSha256 of the imported file
 * @param labels with the kinds they stand for; their confidences are not used
 * @param assumed what was taken for granted, one sentence each
 */
record BundleText(
        String name,
        EngineKind engine,
        WeightsFile weights,
        String source,
        String sourceSha256,
        RecognisedDetector detector,
        InputSpec input,
        Normalise normalise,
        List<ModelLabel> labels,
        String licence,
        List<String> assumed) {
    private static final int LINE_CHARACTERS = 110;

    /** {@code model.yaml}. */
    String description() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Imported from ")
                .append(source)
                .append(" (sha256 ")
                .append(sourceSha256)
                .append(").\n");
        assumed.forEach(line -> yaml.append("# Check: ").append(line).append(".\n"));
        yaml.append("name: ").append(name).append('\n');
        yaml.append("description: ")
                .append(quoted(
                        detector.classes() + " classes; " + detector.family().type() + " from " + source))
                .append('\n');
        yaml.append("engine: ").append(lower(engine)).append('\n');
        yaml.append("weights:\n  file: ")
                .append(weights.file())
                .append("\n  sha256: ")
                .append(weights.sha256());
        yaml.append("\n\n")
                .append(inputText())
                .append('\n')
                .append(decoderText())
                .append('\n');
        yaml.append("# A floor, low enough for a tracker to carry on with weak finds; measure before raising it.\n");
        yaml.append("thresholds:\n  confidence: 0.2\n\n");
        yaml.append("nms:\n  iou: 0.6\n  across: class\n\n");
        yaml.append(labelsText()).append('\n').append(kindsText()).append('\n');
        yaml.append("licence: ").append(quoted(licence)).append('\n');
        return yaml.toString();
    }

    private String inputText() {
        StringBuilder yaml = new StringBuilder();
        boolean archive = engine == EngineKind.PYTORCH;
        yaml.append(
                archive
                        ? "# Pixels go in as they are (0..255); the archive itself turns them into channels and floats"
                        : "# Pixels become float planes");
        yaml.append(normalise.isNone() ? ".\n" : archive ? "\n# and normalises: " : ": ");
        if (!normalise.isNone()) {
            yaml.append("(pixel * scale - mean) / std, scale ")
                    .append(normalise.scale())
                    .append(", mean ");
            yaml.append(normalise.mean())
                    .append(", std ")
                    .append(normalise.std())
                    .append(".\n");
        }
        yaml.append("input:\n  width: ")
                .append(input.widthPx())
                .append("\n  height: ")
                .append(input.heightPx());
        yaml.append("\n  fit: ").append(lower(input.fit()));
        yaml.append("\n  colour_order: ").append(lower(input.order()));
        yaml.append("\n  pad_value: ").append(input.padValue());
        yaml.append(input.fit() == Fit.STRETCH ? " # no bars when stretched" : "");
        yaml.append("\n  tensor:\n    type: ").append(archive ? "uint8" : "float32");
        yaml.append("\n    layout: ").append(archive ? "nhwc" : "nchw");
        yaml.append("\n    batch: ").append(archive ? "any" : "one").append('\n');
        if (!archive && !normalise.isNone()) {
            yaml.append("    scale: ")
                    .append(normalise.scale())
                    .append("\n    mean: ")
                    .append(normalise.mean());
            yaml.append("\n    std: ").append(normalise.std()).append('\n');
        }
        return yaml.toString();
    }

    private String decoderText() {
        String type = "decoder:\n  type: " + detector.family().type() + "\n";
        String strides = "  strides: " + detector.stridesPx() + " # input pixels per cell of each level\n";
        String regMax = "  reg_max: " + detector.regMax() + "\n";
        return type
                + switch (detector.family()) {
                    case YOLOX -> "  form: grid # cells, not yet boxes\n" + strides;
                    case NANODET_PLUS -> strides + regMax;
                    case PICODET ->
                        "  form: heads # scores and distances of each level, not yet boxes\n" + strides + regMax;
                    case CENTERNET -> "  stride: " + detector.stridesPx().get(0) + "\n";
                };
    }

    private String labelsText() {
        StringBuilder yaml = new StringBuilder("labels: [");
        int column = LINE_CHARACTERS;
        for (ModelLabel label : labels) {
            String text = quoted(label.name()) + ",";
            if (column + text.length() >= LINE_CHARACTERS) {
                yaml.append("\n ");
                column = 1;
            }
            yaml.append(' ').append(text);
            column += 1 + text.length();
        }
        return yaml.append("\n]\n").toString();
    }

    private String kindsText() {
        String known = Arrays.stream(ObjectKind.values()).map(BundleText::lower).collect(Collectors.joining(", "));
        StringBuilder yaml = new StringBuilder();
        yaml.append("# What the rules take each label for; labels not named here are \"other\". Kinds:\n# ");
        yaml.append(known).append(".\n");
        String kinds = labels.stream()
                .filter(label -> label.kind() != ObjectKind.OTHER)
                .map(label -> "\n  " + quoted(label.name()) + ": " + lower(label.kind()))
                .collect(Collectors.joining());
        return yaml.append("kinds:")
                .append(kinds.isEmpty() ? " {}" : kinds)
                .append('\n')
                .toString();
    }

    /** {@code NOTICE}. */
    String notice() {
        String made = engine == EngineKind.PYTORCH
                ? weights.file() + " was converted from " + source + " by tools/streetward models import."
                : weights.file() + " is " + source + " as it was.";
        return name + "\n\n" + made + "\nsha256 of " + source + ": " + sourceSha256 + "\nLicence of the weights: "
                + licence + "\n";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** As a YAML scalar that reads back as this text. */
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9 _./()-]*")
                && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                && !text.endsWith(" ");
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
