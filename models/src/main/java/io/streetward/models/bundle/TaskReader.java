package io.streetward.models.bundle;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.util.List;
import java.util.Optional;

/** Reads the {@code task:} of a description and the section that goes with it; without one, it is a detector. */
final class TaskReader {
    private static final int MAX_CHARACTERS = 50_000;
    private static final double MAX_MARGIN = 4;

    private TaskReader() {}

    private enum Kind {
        DETECTOR,
        CLASSIFIER,
        CHANGE,
        PLATE_READER
    }

    static Task read(YamlMapping root, List<WeightsFile> files) {
        Kind kind = root.has("task") ? root.choice("task", Kind.class) : Kind.DETECTOR;
        return switch (kind) {
            case DETECTOR -> new Task.Detector();
            case CLASSIFIER -> classifier(root.mapping("classifier"));
            case CHANGE -> change(root.mapping("change"));
            case PLATE_READER -> plateReader(root.mapping("plates"), files);
        };
    }

    private static Task classifier(YamlMapping node) {
        Task task = new Task.Classifier(
                node.choice("activation", Task.Activation.class), node.number("margin", 1, MAX_MARGIN));
        node.refuseOthers();
        return task;
    }

    private static Task change(YamlMapping node) {
        Task task =
                new Task.Change(node.choice("activation", Task.Activation.class), node.number("margin", 1, MAX_MARGIN));
        node.refuseOthers();
        return task;
    }

    private static Task plateReader(YamlMapping node, List<WeightsFile> files) {
        Task.Alphabet alphabet = alphabet(node.mapping("alphabet"), files);
        Task.Blank blank = node.choice("blank", Task.Blank.class);
        Task.Activation activation = node.choice("activation", Task.Activation.class);
        if (activation == Task.Activation.SIGMOID) {
            node.fault("activation", "found \"sigmoid\", expected softmax or none: a step of CTC is one character");
        }
        Optional<Task.Locator> locator =
                node.has("locator") ? Optional.of(locator(node.mapping("locator"), files)) : Optional.empty();
        node.refuseOthers();
        return new Task.PlateReader(alphabet, blank, activation, locator);
    }

    private static Task.Alphabet alphabet(YamlMapping node, List<WeightsFile> files) {
        Task.Alphabet alphabet;
        if (node.has("characters")) {
            alphabet = new Task.Alphabet.Written(node.strings("characters", 1, MAX_CHARACTERS));
        } else {
            alphabet = new Task.Alphabet.Lines(
                    file(node, files), node.has("then_space") && node.choice("then_space", YesNo.class) == YesNo.TRUE);
        }
        node.refuseOthers();
        return alphabet;
    }

    private enum YesNo {
        FALSE,
        TRUE
    }

    private static Task.Locator locator(YamlMapping node, List<WeightsFile> files) {
        WeightsFile weights = file(node, files);
        YamlMapping inputNode = node.mapping("input");
        InputSpec input = BundleReader.input(inputNode);
        TensorSpec tensor = BundleReader.tensor(inputNode.mapping("tensor"));
        inputNode.refuseOthers();
        Task.Locator locator = new Task.Locator(
                weights,
                input,
                tensor,
                node.number("margin", 1, MAX_MARGIN),
                node.number("cell", 0, 1),
                node.number("region", 0, 1),
                node.number("grow", 0, 5));
        node.refuseOthers();
        return locator;
    }

    /** One of those under {@code weights}, by its name. */
    private static WeightsFile file(YamlMapping node, List<WeightsFile> files) {
        List<String> names = files.stream().map(WeightsFile::file).toList();
        String name = node.string("file", names::contains, "one of those under weights: " + String.join(", ", names));
        return files.stream()
                .filter(file -> file.file().equals(name))
                .findFirst()
                .orElse(new WeightsFile(name, ""));
    }
}
