package io.streetward.tools.models;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code streetward models list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows every bundle within reach.",
        footer = {"", "Exit codes: 0 all descriptions are sound; 1 one is not; 2 wrong usage."})
final class ListModels implements Callable<Integer> {
    private static final String ROW = "%-24s %-12s %-9s %-7s %-10s %s%n";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Map<String, BundleSource> all = new Bundles(site.dir()).all();
            out.printf(Locale.ROOT, ROW, "name", "engine", "input", "labels", "licence", "where");
            int exitCode = 0;
            for (BundleSource source : all.values()) {
                try {
                    print(out, Bundles.read(source), source);
                } catch (BundleException e) {
                    exitCode = ModelsCommand.no(spec, e);
                }
            }
            out.flush();
            return exitCode;
        } catch (BundleException e) {
            return ModelsCommand.no(spec, e);
        }
    }

    private static void print(PrintWriter out, ModelBundle bundle, BundleSource source) {
        String where = source instanceof BundleSource.Shipped ? "shipped" : source.describe("");
        String size = bundle.input().widthPx() + "x" + bundle.input().heightPx();
        int labels = bundle.labels().size();
        out.printf(Locale.ROOT, ROW, bundle.name(), bundle.engine().djlName(), size, labels, bundle.licence(), where);
    }
}
