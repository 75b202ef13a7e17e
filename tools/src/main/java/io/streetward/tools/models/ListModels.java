package io.streetward.tools.models;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
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
        description = "Shows every bundle within reach, and whether its weights are there and as described.",
        footer = {"", "Exit codes: 0 all descriptions are sound and no file is damaged; 1 one is not; 2 wrong usage."})
final class ListModels implements Callable<Integer> {
    private static final String ROW = "%-24s %-11s %-11s %-9s %-6s %-10s %-28s %s%n";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Map<String, BundleSource> all = new Bundles(site.dir()).all();
            out.printf(Locale.ROOT, ROW, "name", "state", "engine", "input", "labels", "licence", "from", "where");
            int exitCode = 0;
            for (BundleSource source : all.values()) {
                try {
                    exitCode = Math.max(exitCode, print(out, Bundles.read(source), source));
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

    /** One row; the answer is no when a file is damaged. */
    private int print(PrintWriter out, ModelBundle bundle, BundleSource source) throws BundleException {
        BundleFiles.State state = BundleFiles.check(bundle, source).state();
        String where = source instanceof BundleSource.Shipped ? "shipped" : source.describe("");
        String size = bundle.input().widthPx() + "x" + bundle.input().heightPx();
        int labels = bundle.labels().size();
        String from = bundle.origin().map(ModelBundle.Origin::coordinates).orElse("-");
        String engine = bundle.engine().djlName();
        out.printf(Locale.ROOT, ROW, bundle.name(), state.text(), engine, size, labels, bundle.licence(), from, where);
        return state == BundleFiles.State.DAMAGED ? ModelsCommand.NO : 0;
    }
}
