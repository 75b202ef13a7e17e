package io.streetward.models.importer;

import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.detect.ObjectKind;
import io.streetward.models.Difference;
import io.streetward.models.TrialModel;
import io.streetward.models.TrialModel.Output;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ImportException;
import io.streetward.models.onnx.Normalise;
import io.streetward.models.onnx.OnnxImporter;
import io.streetward.models.onnx.PictureSize;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a bundle from a detector's ONNX file: recognises its family, converts it for PyTorch where that is the engine,
 * and writes nothing unless both engines return the same for the same picture.
 */
public final class OnnxBundleImporter {
    /** Largest difference that is still rounding. */
    public static final double TOLERANCE = 1e-2;

    private static final String UNKNOWN_LICENCE = "unknown - ask who trained it";
    private static final String COCO_BUNDLE = "centernet-mobilenetv3";
    private static final int COCO_CLASSES = 80;

    private final OnnxImportOptions options;
    private final List<String> assumed = new ArrayList<>();

    /** Imports as {@code options} say. */
    public OnnxBundleImporter(OnnxImportOptions options) {
        this.options = options;
    }

    /**
     * What came of an import.
     *
     * @param folder the bundle, complete
     * @param family "yolox, 80 classes"
     * @param difference between the converted weights and the file on ONNX Runtime; none where the file itself is run
     * @param assumed what a person should check, one sentence each
     */
    public record Result(
            Path folder, String family, WeightsFile weights, Optional<Difference> difference, List<String> assumed) {}

    /**
     * Imports a file and writes its bundle.
     *
     * @param into the folder that gets a folder of the bundle's name
     * @throws ImportException when the file is not such a detector, cannot be converted, or the result is not the same
     */
    public Result importFrom(Path file, Path into) throws ImportException, DetectorException, BundleException {
        byte[] onnx = read(file);
        OnnxImporter importer = OnnxImporter.open(file.toString(), onnx, options.size());
        PictureSize size = importer.size();
        ByteBuffer picture = TestCard.pixels(size);
        List<Output> plain = runReference(onnx, size, Normalise.NONE, picture);
        RecognisedDetector detector = RecognisedDetector.of(
                file.toString(), plain.stream().map(Output::shape).toList(), size, options.family());
        DetectorFamily family = detector.family();
        List<ModelLabel> labels = labels(file, detector.classes());
        ColourOrder order = options.order().orElse(family.order());
        Fit fit = options.fit().orElse(family.fit());
        Normalise normalise = options.normalise().map(how -> how.apply(order)).orElse(family.normalise(order));
        noteAssumptions(family);
        byte[] weights = onnx;
        Optional<Difference> difference = Optional.empty();
        if (options.engine() == EngineKind.PYTORCH) {
            weights = TorchScriptArchive.write(options.name(), ModelConverter.simplify(importer.graph(normalise)));
            difference = Optional.of(compare(file, onnx, weights, size, normalise, picture));
        }
        String extension = options.engine() == EngineKind.PYTORCH ? ".pt" : ".onnx";
        WeightsFile described = new WeightsFile(options.name() + extension, Sha256.of(weights));
        BundleText text = new BundleText(
                options.name(),
                options.engine(),
                described,
                String.valueOf(file.getFileName()),
                Sha256.of(onnx),
                detector,
                new InputSpec(size.widthPx(), size.heightPx(), fit, order, family.padValue()),
                normalise,
                labels,
                options.licence().orElse(UNKNOWN_LICENCE),
                assumed);
        Path folder = into.resolve(options.name());
        write(folder, text, described, weights);
        String what = family.type() + ", " + detector.classes() + " classes, " + size;
        return new Result(folder, what, described, difference, List.copyOf(assumed));
    }

    private static byte[] read(Path file) throws ImportException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ImportException(file + ": cannot be read, expected an ONNX file: " + e, e);
        }
    }

    private static List<Output> runReference(byte[] onnx, PictureSize size, Normalise normalise, ByteBuffer picture)
            throws DetectorException {
        try (TrialModel reference = TrialModel.onnx(onnx, size, normalise)) {
            return reference.run(picture);
        }
    }

    private static Difference compare(
            Path file, byte[] onnx, byte[] archive, PictureSize size, Normalise normalise, ByteBuffer picture)
            throws DetectorException, ImportException {
        try (TrialModel converted = TrialModel.torchScript(archive, size)) {
            Difference difference = Difference.of(converted.run(picture), runReference(onnx, size, normalise, picture));
            if (!(difference.largest() <= TOLERANCE)) {
                throw new ImportException(
                        file + ": the converted model does not compute the same, " + difference + "; expected "
                                + TOLERANCE + " at most. Nothing was written. Import it with --engine onnxruntime");
            }
            return difference;
        }
    }

    private void noteAssumptions(DetectorFamily family) {
        if (options.normalise().isEmpty()
                || options.order().isEmpty()
                || options.fit().isEmpty()) {
            assumed.add("fit, colour order and normalisation are what " + family.type()
                    + " is trained with as published; a model of your own may differ");
        }
        if (options.licence().isEmpty()) {
            assumed.add("the licence is not known");
        }
    }

    private List<ModelLabel> labels(Path file, int classes) throws ImportException, BundleException {
        if (options.labels().isEmpty()) {
            if (classes != COCO_CLASSES) {
                throw new ImportException(file + ": has " + classes
                        + " classes, whose names it does not say; give them with --labels FILE, one per line in the order"
                        + " of training");
            }
            assumed.add("the labels are COCO's 80, since the model has 80 classes");
            return cocoLabels();
        }
        List<String> names = options.labels().get();
        if (names.size() != classes) {
            throw new ImportException(
                    file + ": has " + classes + " classes, found " + names.size() + " labels, expected one each");
        }
        List<ModelLabel> coco = cocoLabels();
        List<ModelLabel> labels = new ArrayList<>();
        for (String name : names) {
            ObjectKind kind = coco.stream()
                    .filter(label -> label.name().equals(name))
                    .map(ModelLabel::kind)
                    .findFirst()
                    .orElse(kindNamed(name));
            labels.add(new ModelLabel(name, kind, 0));
        }
        if (labels.stream().allMatch(label -> label.kind() == ObjectKind.OTHER)) {
            assumed.add("no label is one the rules know; map them under kinds");
        }
        return labels;
    }

    /** COCO's labels and what the rules take them for, from the shipped bundle. */
    public static List<ModelLabel> cocoLabels() throws BundleException {
        return Bundles.read(new BundleSource.Shipped(COCO_BUNDLE)).labels();
    }

    private static ObjectKind kindNamed(String label) {
        String plain = label.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind.name().equals(plain)) {
                return kind;
            }
        }
        return ObjectKind.OTHER;
    }

    private static void write(Path folder, BundleText text, WeightsFile described, byte[] weights)
            throws ImportException {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(described.file()), weights);
            Files.writeString(folder.resolve("NOTICE"), text.notice(), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve(BundleSource.DESCRIPTION), text.description(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ImportException(
                    folder + ": cannot be written, expected a folder this user may write to: " + e, e);
        }
    }
}
