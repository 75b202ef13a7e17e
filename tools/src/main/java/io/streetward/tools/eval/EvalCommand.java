package io.streetward.tools.eval;

import io.streetward.codec.NativeLeases;
import io.streetward.codec.PictureException;
import io.streetward.codec.PictureFile;
import io.streetward.detect.DetectorException;
import io.streetward.media.VideoFrame;
import io.streetward.models.OpenBundle;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.tools.Progress;
import io.streetward.tools.detect.DrawnFiles;
import io.streetward.tools.detect.PictureDetector;
import io.streetward.tools.detect.PicturePainter;
import io.streetward.tools.models.SiteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward eval}: how good a model is on labelled pictures. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Measures a model bundle on labelled pictures by COCO's protocol: average precision at IoU 0.50 to"
                        + " 0.95, 101 recalls, 100 finds a picture; precision and recall at the bundle's own thresholds and IoU 0.5.",
        footer = {
            "",
            "Labels are in YOLO's format: NAME.txt for NAME.jpg, one object per line, as class x y w h (centre and size in"
                    + " 0..1). A picture without a label file counts as one without objects.",
            "",
            "The map says which class each label of the model answers for, one per line (car: 1), or several that the model"
                    + " cannot tell apart (car: [1, 2]), which are then one class. Labels that are not in it are left out, and"
                    + " so are classes that it does not name. models/eval/ has maps to start from.",
            "",
            "All as one class: where labels compete for one object, that is, overlap more than the bundle's NMS allows (0.6 without"
                    + " NMS), the"
                    + " stronger find counts and the weaker is left out.",
            "",
            "Exit codes: 0 measured; 1 not, or a picture could not be read (the others were measured); 2 wrong usage."
        })
public final class EvalCommand implements Callable<Integer> {
    @Option(names = "--bundle", required = true, paramLabel = "NAME", description = "The model bundle's name.")
    private String bundle = "";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "The pictures.")
    private Path images = Path.of("");

    @Option(names = "--labels", required = true, paramLabel = "DIR", description = "Their label files.")
    private Path labels = Path.of("");

    @Option(
            names = "--map",
            required = true,
            paramLabel = "FILE",
            description = "YAML: the model's label, then the label files' class number.")
    private Path mapFile = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Option(
            names = "--draw",
            paramLabel = "DIR",
            description =
                    "Writes copies of the pictures there: hits green, mistakes red, missed objects dashed yellow.")
    private @Nullable Path draw;

    @Option(
            names = "--floor",
            paramLabel = "SCORE",
            defaultValue = "0.01",
            description = "Weakest finds that count for average precision (default: ${DEFAULT-VALUE}).")
    private double floor = 0.01;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads one inference may use (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + ", expected at least 1");
        }
        if (!(floor >= 0 && floor <= 1)) {
            throw new ParameterException(spec.commandLine(), "--floor is " + floor + ", expected 0 to 1");
        }
        try {
            Map<String, List<Integer>> map = ClassMapFile.read(mapFile);
            LabelledPictures pictures = LabelledPictures.read(images, labels);
            List<Path> files = pictures.items().stream()
                    .map(LabelledPictures.Item::picture)
                    .toList();
            Optional<DrawnFiles> drawn = draw == null ? Optional.empty() : Optional.of(new DrawnFiles(draw, files));
            try (OpenBundle open = OpenBundle.open(bundle, site.dir(), threads, b -> b.atConfidence(floor))) {
                Evaluation evaluation = measure(open, classes(map, open), pictures, drawn);
                new EvaluationTable(spec.commandLine().getOut()).print(evaluation);
                if (json != null) {
                    EvaluationJson.write(evaluation, json);
                }
                return evaluation.broken() == 0 ? 0 : 1;
            }
        } catch (IOException | BundleException | DetectorException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private ClassMap classes(Map<String, List<Integer>> map, OpenBundle open) throws IOException {
        List<String> known =
                open.bundle().labels().stream().map(ModelLabel::name).toList();
        ClassMap classes = ClassMap.of(map, known);
        if (classes.classes().isEmpty()) {
            throw new IOException(
                    mapFile + ": none of its labels is one of " + bundle + "'s: " + String.join(", ", known));
        }
        if (!classes.unknown().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(mapFile + ": left out, as " + bundle + " has no such label: "
                            + String.join(", ", classes.unknown()));
        }
        return classes;
    }

    private Evaluation measure(OpenBundle open, ClassMap classes, LabelledPictures pictures, Optional<DrawnFiles> drawn)
            throws IOException, DetectorException {
        Scoring scoring = new Scoring(classes, open.bundle());
        Progress progress = new Progress(spec.commandLine().getOut(), Progress.onTerminal(), System::nanoTime);
        NativeLeases leases = new NativeLeases();
        List<Duration> times = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        int all = pictures.items().size();
        try (PictureDetector detector = new PictureDetector(open.detector());
                PicturePainter painter = new PicturePainter()) {
            for (int i = 0; i < all; i++) {
                LabelledPictures.Item item = pictures.items().get(i);
                progress.show(
                        (double) i / all,
                        (i + 1) + "/" + all + "  " + item.picture().getFileName());
                try (VideoFrame picture = PictureFile.read(item.picture(), leases)) {
                    PictureDetector.Found found = detector.detect(picture);
                    times.add(found.time());
                    Verdict verdict = scoring.add(found.detections().items(), item.truths());
                    if (drawn.isPresent()) {
                        drawn.get().write(item.picture(), painter.paint(picture, VerdictMarks.of(verdict, classes)));
                    }
                } catch (PictureException e) {
                    broken.add(String.valueOf(e.getMessage()));
                }
            }
        }
        progress.show(1, "");
        progress.done();
        broken.forEach(spec.commandLine().getErr()::println);
        if (times.isEmpty()) {
            throw new IOException(images + ": not one picture could be read");
        }
        times.sort(null);
        return new Evaluation(
                open.bundle(),
                open.engine(),
                threads,
                floor,
                times.size(),
                pictures.withoutFile(),
                broken.size(),
                times.get(times.size() / 2),
                scoring.scores());
    }
}
