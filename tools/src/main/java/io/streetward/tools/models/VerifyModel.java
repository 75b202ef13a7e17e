package io.streetward.tools.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ObjectKind;
import io.streetward.models.BundleVerifier;
import io.streetward.models.BundleVerifier.Verification;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Task;
import io.streetward.models.classify.DjlClassifierProvider;
import io.streetward.models.plates.DjlPlateReaderProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward models verify NAME}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a bundle's description and hashes, runs it on a blank picture, and says what it reports.",
        footer = {"", "Exit codes: 0 sound; 1 not; 2 wrong usage."})
final class VerifyModel implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The bundle's name.")
    private String name = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads one inference may use (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + ", expected at least 1");
        }
        try {
            expectFiles();
            if (!(Bundles.read(new Bundles(site.dir()).find(name)).task() instanceof Task.Detector)) {
                return verifySecondStage();
            }
            Verification found = BundleVerifier.verify(name, site.dir(), threads);
            print(spec.commandLine().getOut(), found, threads);
            if (json != null) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures(found));
            }
            return 0;
        } catch (BundleException | DetectorException e) {
            return ModelsCommand.no(spec, e);
        }
    }

    /** Opening one runs each of its networks on a blank input and checks the shapes of what comes out. */
    private int verifySecondStage() throws BundleException, DetectorException {
        ModelBundle bundle = Bundles.read(new Bundles(site.dir()).find(name));
        PrintWriter out = spec.commandLine().getOut();
        if (bundle.task() instanceof Task.PlateReader) {
            new DjlPlateReaderProvider().open(name, site.dir(), threads).close();
        } else {
            new DjlClassifierProvider().open(name, site.dir(), threads).close();
        }
        out.println(bundle.name() + ": " + bundle.description());
        for (WeightsFile file : bundle.weightsFiles()) {
            out.println("sha256     " + file.sha256() + "  " + file.file() + ", as described");
        }
        out.println("task       " + bundle.task().key() + "; runs on "
                + bundle.engine().djlName() + ", outputs as described");
        out.flush();
        return 0;
    }

    /** Every file, not only the first that is wrong. */
    private void expectFiles() throws BundleException {
        BundleSource source = new Bundles(site.dir()).find(name);
        ModelBundle bundle = Bundles.read(source);
        List<String> problems = BundleFiles.check(bundle, source).problems(source);
        if (!problems.isEmpty()) {
            String hint = bundle.origin().isPresent() ? "\nfetch it with: tools/streetward models fetch " + name : "";
            throw new BundleException(String.join("\n", problems) + hint);
        }
    }

    static void print(PrintWriter out, Verification found, int threads) {
        ModelBundle bundle = found.bundle();
        out.println(bundle.name() + ": " + bundle.description());
        for (WeightsFile file : bundle.weightsFiles()) {
            out.println("sha256     " + file.sha256() + "  " + file.file() + ", as described");
        }
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
        out.printf(
                Locale.ROOT,
                "time       %.1f ms a picture, %d thread%s%n",
                millis(found),
                threads,
                threads == 1 ? "" : "s");
        out.flush();
    }

    private static Map<ObjectKind, List<ModelLabel>> byKind(ModelBundle bundle) {
        return bundle.labels().stream()
                .collect(Collectors.groupingBy(
                        ModelLabel::kind, () -> new EnumMap<>(ObjectKind.class), Collectors.toList()));
    }

    private Map<String, Object> figures(Verification found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", found.bundle().name());
        figures.put("sha256", found.bundle().weights().sha256());
        figures.put("engine", found.engine());
        figures.put("decoder", found.bundle().decoder().type());
        Map<String, Map<String, Double>> reports = new LinkedHashMap<>();
        byKind(found.bundle()).forEach((kind, labels) -> {
            Map<String, Double> from = new LinkedHashMap<>();
            labels.forEach(label -> from.put(label.name(), label.confidence()));
            reports.put(kind.name().toLowerCase(Locale.ROOT), from);
        });
        figures.put("reports", reports);
        figures.put("outputs", found.outputs());
        figures.put("objects_on_blank", found.onBlank());
        figures.put("threads", threads);
        figures.put("ms_per_picture", millis(found));
        return figures;
    }

    private static double millis(Verification found) {
        return found.perPicture().toNanos() / 1e6;
    }
}
