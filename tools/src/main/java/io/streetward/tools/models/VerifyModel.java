package io.streetward.tools.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.detect.DetectorException;
import io.streetward.models.BundleVerifier.Verification;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            Optional<Verification> found = BundleRun.print(spec.commandLine().getOut(), name, site.dir(), threads);
            if (json != null && found.isPresent()) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures(found.get()));
            }
            return 0;
        } catch (BundleException | DetectorException e) {
            return ModelsCommand.no(spec, e);
        }
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

    private Map<String, Object> figures(Verification found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", found.bundle().name());
        figures.put("sha256", found.bundle().weights().sha256());
        figures.put("engine", found.engine());
        figures.put("decoder", found.bundle().decoder().type());
        Map<String, Map<String, Double>> reports = new LinkedHashMap<>();
        BundleRun.byKind(found.bundle()).forEach((kind, labels) -> {
            Map<String, Double> from = new LinkedHashMap<>();
            labels.forEach(label -> from.put(label.name(), label.confidence()));
            reports.put(kind.name().toLowerCase(Locale.ROOT), from);
        });
        figures.put("reports", reports);
        figures.put("outputs", found.outputs());
        figures.put("objects_on_blank", found.onBlank());
        figures.put("threads", threads);
        figures.put("ms_per_picture", BundleRun.millis(found));
        return figures;
    }
}
