package io.streetward.tools.detect;

import io.streetward.codec.NativeLeases;
import io.streetward.codec.PictureException;
import io.streetward.codec.PictureFile;
import io.streetward.detect.DetectorException;
import io.streetward.media.VideoFrame;
import io.streetward.models.OpenBundle;
import io.streetward.models.bundle.BundleException;
import io.streetward.tools.Progress;
import io.streetward.tools.models.SiteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

/** {@code streetward detect}: what a model sees in pictures. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "Looks for objects in pictures with a model bundle, through the same scaler and detector as the"
                + " engine looks at cameras.",
        footer = {
            "",
            "The JSON is a list with one entry per picture, one per line: file, width, height, model, sha256, ms and"
                    + " detections (label, kind, confidence, box as x, y, w, h from the top left corner in 0..1, px likewise"
                    + " in pixels), or file and error.",
            "",
            "Exit codes: 0 all pictures were looked at; 1 one could not be (the others were), or no such bundle; 2 wrong"
                    + " usage."
        })
public final class DetectCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "PICTURES",
            description = "JPEG, PNG, BMP or WebP files, or folders of them.")
    private List<Path> named = List.of();

    @Option(names = "--bundle", required = true, paramLabel = "NAME", description = "The model bundle's name.")
    private String bundle = "";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Option(names = "--json", paramLabel = "OUT", description = "Writes what was found there; - is standard output.")
    private @Nullable String json;

    @Option(names = "--draw", paramLabel = "DIR", description = "Writes copies of the pictures with boxes there.")
    private @Nullable Path draw;

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
        try {
            List<Path> pictures = PictureList.of(named);
            if (json != null && !json.equals(STANDARD_OUTPUT)) {
                OutputFile.require(Path.of(json));
            }
            Optional<DrawnFiles> drawn = draw == null ? Optional.empty() : Optional.of(new DrawnFiles(draw, pictures));
            try (OpenBundle open = OpenBundle.open(bundle, site.dir(), threads, b -> b);
                    DetectionJson out = openJson()) {
                return lookAt(pictures, open, out, drawn);
            }
        } catch (IOException | BundleException | DetectorException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private DetectionJson openJson() throws IOException {
        if (json == null) {
            return DetectionJson.nowhere();
        }
        return json.equals(STANDARD_OUTPUT)
                ? DetectionJson.onto(spec.commandLine().getOut())
                : DetectionJson.into(Path.of(json));
    }

    private int lookAt(List<Path> pictures, OpenBundle open, DetectionJson out, Optional<DrawnFiles> drawn)
            throws IOException, DetectorException {
        boolean quiet = STANDARD_OUTPUT.equals(json);
        PrintWriter words =
                quiet ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Progress progress = new Progress(words, false, System::nanoTime);
        NativeLeases leases = new NativeLeases();
        int broken = 0;
        int objects = 0;
        try (PictureDetector detector = new PictureDetector(open.detector());
                PicturePainter painter = new PicturePainter()) {
            for (int i = 0; i < pictures.size(); i++) {
                Path file = pictures.get(i);
                String place = pictures.size() == 1 ? "" : (i + 1) + "/" + pictures.size() + "  ";
                try (VideoFrame picture = PictureFile.read(file, leases)) {
                    PictureDetector.Found found = detector.detect(picture);
                    objects += found.detections().items().size();
                    out.add(file, found, open.bundle());
                    if (quiet) {
                        progress.show((double) i / pictures.size(), place + file);
                    } else {
                        words.println(place + DetectionWords.line(file, found));
                        words.flush();
                    }
                    if (drawn.isPresent()) {
                        List<Mark> marks = DetectionMarks.of(found.detections(), open.bundle());
                        drawn.get().write(file, painter.paint(picture, marks));
                    }
                } catch (PictureException e) {
                    broken++;
                    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
                    out.add(file, message);
                    spec.commandLine().getErr().println(message);
                }
            }
        }
        words.println(DetectionWords.summary(pictures.size() - broken, broken, objects));
        words.flush();
        return broken == 0 ? 0 : 1;
    }
}
