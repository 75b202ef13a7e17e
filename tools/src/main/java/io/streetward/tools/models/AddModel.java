package io.streetward.tools.models;

import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import io.streetward.models.fetch.BundleAdder;
import io.streetward.models.fetch.FetchException;
import io.streetward.tools.Progress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward models add DIR}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Checks a bundle made elsewhere, as verify does, and copies it into the site's folder.",
        footer = {"", "Exit codes: 0 added; 1 not; 2 wrong usage."})
final class AddModel implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The bundle: a folder of its name with model.yaml and the weights.")
    private Path dir = Path.of("");

    @Option(names = "--force", description = "Takes the place of a bundle of the same name in the site's folder.")
    private boolean force;

    @Option(names = "--no-run", description = "Adds it without a run on a blank picture.")
    private boolean noRun;

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Path folder = dir.toAbsolutePath().normalize();
        Path parent = folder.getParent();
        if (parent == null || !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), dir + ": no such folder, expected a bundle's");
        }
        PrintWriter out = spec.commandLine().getOut();
        BundleAdder adder =
                new BundleAdder(site.dir(), new FetchProgress(out, Progress.onTerminal(), System::nanoTime));
        try {
            ModelBundle bundle = adder.check(folder);
            if (!noRun) {
                BundleRun.print(out, bundle.name(), parent, 1);
            }
            Path added = adder.add(folder, bundle, force);
            out.println("added      " + added + "\n\n" + use(bundle.task(), bundle.name()));
            out.flush();
            return 0;
        } catch (BundleException | DetectorException | FetchException e) {
            return ModelsCommand.no(spec, e);
        }
    }

    private String use(Task task, String name) {
        String dir = "  bundlesDir: " + site.dir();
        if (task instanceof Task.Detector) {
            return "to use it, write in streams.yaml:\n\nmodels:\n  detector: " + name + "\n" + dir;
        }
        if (task instanceof Task.PlateReader) {
            return "to use it, write in streams.yaml:\n\nmodels:\n" + dir + "\nplates:\n  bundle: " + name;
        }
        return "no rule uses a " + task.key() + " yet";
    }
}
