package io.streetward.tools.models;

import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.DetectorFamily;
import io.streetward.models.importer.OnnxBundleImporter;
import io.streetward.models.importer.OnnxImportOptions;
import io.streetward.models.onnx.Normalise;
import io.streetward.models.onnx.PictureSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What may be said of an ONNX file on the command line. */
final class OnnxOptions {
    private static final String COCO = "coco80";
    private static final Normalise UNIT = new Normalise(1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @Option(names = "--name", paramLabel = "NAME", description = "The bundle's name (default: the file's, made plain).")
    private @Nullable String name;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "pytorch",
            converter = EngineName.class,
            description = "pytorch converts the file, onnxruntime keeps it (default: ${DEFAULT-VALUE}).")
    private EngineKind engine = EngineKind.PYTORCH;

    @Option(
            names = "--decoder",
            paramLabel = "FAMILY",
            converter = FamilyName.class,
            description = "yolox, nanodet_plus, picodet or centernet (default: recognised by the outputs' shapes).")
    private @Nullable DetectorFamily family;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "One label per line in the order of training, or " + COCO
                    + " (default: that, for a model of 80 classes).")
    private @Nullable String labels;

    @Option(names = "--input", paramLabel = "WxH", description = "The picture's size, where the file leaves it open.")
    private @Nullable String size;

    @Option(
            names = "--normalise",
            paramLabel = "HOW",
            description = "none; unit (pixel / 255); imagenet; or M,M,M/S,S,S for (pixel - M) / S in the model's colour"
                    + " order (default: as the family is trained).")
    private @Nullable String normalise;

    @Option(
            names = "--colour",
            paramLabel = "ORDER",
            converter = OrderName.class,
            description = "rgb or bgr (default: as the family is trained).")
    private @Nullable ColourOrder order;

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            converter = FitName.class,
            description = "letterbox or stretch (default: as the family is trained).")
    private @Nullable Fit fit;

    @Option(names = "--licence", paramLabel = "TEXT", description = "Of the weights (default: unknown).")
    private @Nullable String licence;

    OnnxImportOptions read(Path file) throws ImportException, BundleException {
        return new OnnxImportOptions(
                name == null ? plainName(file) : name,
                engine,
                size == null ? PictureSize.UNKNOWN : size(size),
                Optional.ofNullable(family),
                labels == null ? Optional.empty() : Optional.of(labels(labels)),
                normalise == null ? Optional.empty() : Optional.of(normalise(normalise)),
                Optional.ofNullable(order),
                Optional.ofNullable(fit),
                Optional.ofNullable(licence));
    }

    private static String plainName(Path file) {
        String base =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "");
        return base.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static PictureSize size(String text) throws ImportException {
        try {
            return PictureSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ImportException("--input: " + e.getMessage(), e);
        }
    }

    private static List<String> labels(String text) throws ImportException, BundleException {
        if (text.equals(COCO)) {
            return OnnxBundleImporter.cocoLabels().stream()
                    .map(ModelLabel::name)
                    .toList();
        }
        try {
            return Files.readAllLines(Path.of(text), StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new ImportException(
                    "--labels: " + text + " cannot be read, expected a file with a label per line, or " + COCO, e);
        }
    }

    private static Function<ColourOrder, Normalise> normalise(String text) throws ImportException {
        return switch (text) {
            case "none" -> order -> Normalise.NONE;
            case "unit" -> order -> UNIT;
            case "imagenet" -> DetectorFamily::imagenet;
            default -> {
                Normalise given = numbers(text);
                yield order -> given;
            }
        };
    }

    private static Normalise numbers(String text) throws ImportException {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 2) {
                return new Normalise(1, three(parts[0]), three(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw new ImportException(wrong(text) + ": " + e.getMessage(), e);
        }
        throw new ImportException(wrong(text));
    }

    private static String wrong(String text) {
        return "--normalise: found \"" + text + "\", expected none, unit, imagenet, or M,M,M/S,S,S";
    }

    private static List<Double> three(String text) {
        return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
    }

    /** An enum's value by its name in lower case, as bundles write it. */
    private abstract static class Name<E extends Enum<E>> implements ITypeConverter<E> {
        private final Class<E> type;

        Name(Class<E> type) {
            this.type = type;
        }

        @Override
        public E convert(String text) {
            for (E value : type.getEnumConstants()) {
                if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return value;
                }
            }
            String known = Arrays.stream(type.getEnumConstants())
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new TypeConversionException("found \"" + text + "\", expected one of " + known);
        }
    }

    private static final class EngineName extends Name<EngineKind> {
        EngineName() {
            super(EngineKind.class);
        }
    }

    private static final class FamilyName extends Name<DetectorFamily> {
        FamilyName() {
            super(DetectorFamily.class);
        }
    }

    private static final class OrderName extends Name<ColourOrder> {
        OrderName() {
            super(ColourOrder.class);
        }
    }

    private static final class FitName extends Name<Fit> {
        FitName() {
            super(Fit.class);
        }
    }
}
