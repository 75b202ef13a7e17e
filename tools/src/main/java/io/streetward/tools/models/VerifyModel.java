package io.streetward.tools.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.detect.DetectorException;
import io.streetward.models.BundleVerifier;
import io.streetward.models.BundleVerifier.Verification;
import io.streetward.models.bundle.BundleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        description = "Checks a bundle's description and hash, loads it, and runs it on a blank picture.",
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
            Verification found = BundleVerifier.verify(name, site.dir(), threads);
            print(spec.commandLine().getOut(), found);
            if (json != null) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures(found));
            }
            return 0;
        } catch (BundleException | DetectorException e) {
            return ModelsCommand.no(spec, e);
        }
    }

    private void print(PrintWriter out, Verification found) {
        out.println(found.bundle().name() + ": " + found.bundle().description());
        out.println("sha256     " + found.bundle().weights().sha256() + "  as described");
        out.println("engine     " + found.engine());
        out.println("outputs    " + String.join(", ", found.outputs()) + "  as its decoder expects");
        out.println("on blank   " + found.onBlank() + " objects");
        out.printf(
                Locale.ROOT,
                "time       %.1f ms a picture, %d thread%s%n",
                millis(found),
                threads,
                threads == 1 ? "" : "s");
        out.flush();
    }

    private Map<String, Object> figures(Verification found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", found.bundle().name());
        figures.put("sha256", found.bundle().weights().sha256());
        figures.put("engine", found.engine());
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
