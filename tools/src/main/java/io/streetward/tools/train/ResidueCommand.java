package io.streetward.tools.train;

import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.training.Calibration;
import io.streetward.models.training.Judged;
import io.streetward.models.training.LabelledPair;
import io.streetward.models.training.PatchComposer;
import io.streetward.models.training.ResidueBundle;
import io.streetward.models.training.ResidueReport;
import io.streetward.models.training.ResidueTrainer;
import io.streetward.tools.models.SiteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward train residue}. */
@Command(
        name = "residue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains the model that says whether a lasting change on the road is residue (debris, mud) or none, from a patch"
                    + " before and one after. The patches are composed from the seed: the same seed, the same patches. Prints"
                    + " loss and accuracy of each epoch, then, on patches of other seeds: the confusion matrix and, with the"
                    + " temperature found, how well probabilities hold. Writes the bundle's folder, whose name is the bundle's.",
            "With --evaluate nothing is trained: the bundle is measured on clips."
        },
        footer = {
            "",
            "Clips are NAME.mp4 with NAME.truth.json (zones; events with kind, box, start_s, end_s). Before is each pixel's"
                    + " median over the clip's beginning, after its median over 3 s, or a single look for what passes.",
            "",
            "Exit codes: 0 done; 1 not; 2 wrong usage."
        })
final class ResidueCommand implements Callable<Integer> {
    private static final int HELD_OUT = 3_000;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bundles/residue-v1",
            description = "The bundle's folder (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "6400",
            description = "Pairs an epoch; each is used in two (default: ${DEFAULT-VALUE}).")
    private int samples = 6_400;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs = 10;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of the engine; 1 on a busy machine (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    @Option(
            names = "--ground",
            paramLabel = "DIR",
            description =
                    "Pictures of road surface, such as stills of the site's own cameras: half of the grounds are cut out of them.")
    private @Nullable Path ground;

    @Option(
            names = "--objects",
            paramLabel = "DIR",
            description =
                    "Pictures with YOLO label files beside them (NAME.txt): half of what passes is cut out of them.")
    private @Nullable Path objects;

    @Option(
            names = "--evaluate",
            paramLabel = "DIR",
            split = ",",
            description = "Measures --bundle on the clips there instead; may be several, with commas.")
    private @Nullable List<Path> evaluate;

    @Option(
            names = "--bundle",
            paramLabel = "NAME",
            defaultValue = "residue-v1",
            description = "For --evaluate (default: ${DEFAULT-VALUE}).")
    private String bundle = "residue-v1";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            if (evaluate != null) {
                new ClipEvaluation(spec.commandLine().getOut()).run(evaluate, bundle, site.dir());
            } else {
                train(spec.commandLine().getOut());
            }
            return 0;
        } catch (IOException | BundleException | DetectorException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private void train(PrintWriter print) throws IOException {
        ResidueTrainer.Settings settings;
        try {
            settings = new ResidueTrainer.Settings(seed, samples, epochs, threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        PatchComposer composer = new PatchComposer(StillFolders.read(ground, objects));
        long start = System.nanoTime();
        try (ResidueTrainer trainer = new ResidueTrainer(settings, composer)) {
            trainer.train(epoch -> {
                print.println(String.format(
                        Locale.ROOT,
                        "epoch %2d/%d  loss %.4f  accuracy %.4f  %d s",
                        epoch.number(),
                        epochs,
                        epoch.loss(),
                        epoch.accuracy(),
                        (System.nanoTime() - start) / 1_000_000_000L));
                print.flush();
            });
            List<LabelledPair> forTemperature = composer.compose(settings.firstSeed(-1), HELD_OUT);
            double temperature = Calibration.temperature(forTemperature, trainer.logits(forTemperature));
            List<LabelledPair> heldOut = composer.compose(settings.firstSeed(-2), HELD_OUT);
            List<Judged> judged = Calibration.judge(heldOut, trainer.logits(heldOut), temperature);
            ResidueReport report = new ResidueReport(judged);
            print.println(String.format(Locale.ROOT, "temperature %.3f", temperature));
            print.println("on " + HELD_OUT + " composed pairs of other seeds:");
            report.lines().forEach(print::println);
            ResidueBundle.write(out, trainer.graph(temperature), settings, report.accuracy());
            print.println(out + " written");
            print.flush();
        }
    }
}
