package io.streetward.tools.models;

import io.streetward.detect.DetectorException;
import io.streetward.detect.ObjectKind;
import io.streetward.models.BundleVerifier;
import io.streetward.models.BundleVerifier.Verification;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Task;
import io.streetward.models.change.DjlChangeClassifierProvider;
import io.streetward.models.classify.DjlClassifierProvider;
import io.streetward.models.plates.DjlPlateReaderProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a bundle of any task on a blank input and prints what it showed. */
final class BundleRun {
    private BundleRun() {}

    /**
     * Runs and prints.
     *
     * @return a detector's figures; nothing for another task: opening it runs each of its networks on a blank input and
     *     checks the shapes of what comes out
     */
    static Optional<Verification> print(PrintWriter out, String name, Path bundlesDir, int threads)
            throws BundleException, DetectorException {
        ModelBundle bundle = Bundles.read(new Bundles(bundlesDir).find(name));
        Optional<Verification> found = run(bundle, bundlesDir, threads);
        out.println(bundle.name() + ": " + bundle.description());
        for (WeightsFile file : bundle.weightsFiles()) {
            out.println("sha256     " + file.sha256() + "  " + file.file() + ", as described");
        }
        if (found.isPresent()) {
            print(out, found.get(), threads);
        } else {
            out.println("task       " + bundle.task().key() + "; runs on "
                    + bundle.engine().djlName() + ", outputs as described");
        }
        out.flush();
        return found;
    }

    private static Optional<Verification> run(ModelBundle bundle, Path bundlesDir, int threads)
            throws BundleException, DetectorException {
        if (bundle.task() instanceof Task.Detector) {
            return Optional.of(BundleVerifier.verify(bundle.name(), bundlesDir, threads));
        }
        if (bundle.task() instanceof Task.PlateReader) {
            new DjlPlateReaderProvider()
                    .open(bundle.name(), bundlesDir, threads)
                    .close();
        } else if (bundle.task() instanceof Task.Change) {
            new DjlChangeClassifierProvider().open(bundle.name(), bundlesDir).close();
        } else {
            new DjlClassifierProvider().open(bundle.name(), bundlesDir, threads).close();
        }
        return Optional.empty();
    }

    private static void print(PrintWriter out, Verification found, int threads) {
        ModelBundle bundle = found.bundle();
        out.println("engine     " + found.engine());
        out.println("outputs    " + String.join(", ", found.outputs()) + "  as its decoder expects");
        out.println("decoder    " + bundle.decoder().type()
                + bundle.nms()
                        .map(nms -> ", boxes above IoU " + nms.maxIou() + " are one object, across "
                                + nms.across().name().toLowerCase(Locale.ROOT))
                        .orElse(""));
        String title = "reports";
        for (Map.Entry<ObjectKind, List<ModelLabel>> kind : byKind(bundle).entrySet()) {
            String labels = kind.getValue().stream()
                    .map(label -> label.name() + " " + label.confidence())
                    .collect(Collectors.joining(", "));
            String kindName = kind.getKey().name().toLowerCase(Locale.ROOT);
            out.printf(Locale.ROOT, "%-10s %s from: %s%n", title, kindName, labels);
            title = "";
        }
        out.println("on blank   " + found.onBlank() + " objects");
        String unit = threads == 1 ? "thread" : "threads";
        out.printf(Locale.ROOT, "time       %.1f ms a picture, %d %s%n", millis(found), threads, unit);
    }

    /** A detector's labels with their thresholds, by what the rules take them for. */
    static Map<ObjectKind, List<ModelLabel>> byKind(ModelBundle bundle) {
        return bundle.labels().stream()
                .collect(Collectors.groupingBy(
                        ModelLabel::kind, () -> new EnumMap<>(ObjectKind.class), Collectors.toList()));
    }

    static double millis(Verification found) {
        return found.perPicture().toNanos() / 1e6;
    }
}
