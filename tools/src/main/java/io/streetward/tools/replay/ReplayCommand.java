package io.streetward.tools.replay;

import io.streetward.app.Replay;
import io.streetward.app.StartupException;
import io.streetward.config.ConfigException;
import io.streetward.config.ConfigLoader;
import io.streetward.config.StreetwardConfig;
import io.streetward.tools.Progress;
import io.streetward.tools.detect.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward replay}: what would have been filed, and how well that fits the truth. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Runs the live engine's own pipeline on recordings, as fast as the machine goes, and says what would"
                        + " have been filed; with ground truth (NAME.truth.json) it scores.",
        footer = {
            "",
            "An alarm matches an event when kind and zone agree, the boxes overlap (IoU 0.2, or the alarm's centre inside the"
                    + " event's box), and it comes from 3 s before to 15 s after the event has stayed as long as its zone"
                    + " allows. One to one; further alarms on the same event are false.",
            "",
            "Nothing is dropped, however slow the machine: two runs give the same alarms.",
            "",
            "Exit codes: 0 replayed, 1 not, or not every clip (the others are scored), 2 wrong usage."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final List<String> POLICIES = List.of("auto", "keyframes", "every", "all");

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    /** Either one recording of a configured camera, or a folder of clips that bring their zones. */
    static final class Source {
        @ArgGroup(exclusive = false, heading = "One recording of a camera of yours:%n")
        private @Nullable OneRecording one;

        @ArgGroup(exclusive = false, heading = "Clips with their truths beside them:%n")
        private @Nullable SuiteOptions many;
    }

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description =
                    "When the recordings began, by the site's clock, such as ${DEFAULT-VALUE} (a working Monday, the"
                            + " default): for rules that hold at some hours only.",
            defaultValue = "2026-03-02T10:00")
    private LocalDateTime start = LocalDateTime.of(2026, 3, 2, 10, 0);

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes alarms and figures there.")
    private @Nullable Path json;

    @Option(
            names = "--draw",
            paramLabel = "OUT",
            description = "Writes what the engine saw as MP4: a file, of a suite a folder. Takes time of its own.")
    private @Nullable Path draw;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (json != null) {
                OutputFile.require(json);
            }
            return source.one == null ? suite(Objects.requireNonNull(source.many)) : single(source.one);
        } catch (IOException | StartupException e) {
            err().println(e.getMessage());
            err().flush();
            return 1;
        }
    }

    private int single(OneRecording one) throws IOException, StartupException, InterruptedException {
        StreetwardConfig config = load(one.config);
        if (config.cameras().stream().noneMatch(c -> c.id().equals(one.camera))) {
            throw new ParameterException(
                    spec.commandLine(),
                    one.config + " has no camera \"" + one.camera + "\"; it has "
                            + config.cameras().stream()
                                    .map(StreetwardConfig.Camera::id)
                                    .toList());
        }
        if (!Files.isRegularFile(one.video)) {
            throw new IOException(one.video + ": no such file, expected a recording");
        }
        TruthFile truth = one.truth == null ? null : TruthFile.read(one.truth);
        String name = Objects.toString(one.video.getFileName());
        Path drawn = draw;
        return run(
                config,
                List.of(new Recorded(name, one.video, one.camera, truth)),
                drawn == null ? clip -> Rehearsal.Watcher.NONE : clip -> new ReplayPainter(clip, drawn, config));
    }

    private int suite(SuiteOptions many) throws IOException, StartupException, InterruptedException {
        List<Recorded> clips = Suite.of(many.folders);
        if (!POLICIES.contains(many.decode)) {
            throw new ParameterException(
                    spec.commandLine(), "--decode is " + many.decode + ", expected one of " + POLICIES);
        }
        StreetwardConfig config = many.settings().load(clips, err()::println);
        Path folder = draw;
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return run(
                config,
                clips,
                folder == null
                        ? clip -> Rehearsal.Watcher.NONE
                        : clip -> new ReplayPainter(clip, folder.resolve(clip.camera() + ".mp4"), config));
    }

    private int run(StreetwardConfig config, List<Recorded> clips, Rehearsal.Watchers watchers)
            throws IOException, StartupException, InterruptedException {
        QuietLog.warningsOnly();
        PrintWriter out = spec.commandLine().getOut();
        long openNanos = System.nanoTime();
        try (Replay replay = Replay.open(
                config,
                Rehearsal.atOnce(clips.size()),
                start.atZone(config.site().timeZone()).toInstant())) {
            long startNanos = System.nanoTime();
            Progress progress = new Progress(out, Progress.onTerminal(), System::nanoTime);
            List<Rehearsal.Outcome> outcomes = new Rehearsal(replay, watchers, progress).run(clips);
            ReplayReport report = new Reporting(config)
                    .report(
                            outcomes,
                            Duration.ofNanos(startNanos - openNanos),
                            Duration.ofNanos(System.nanoTime() - startNanos),
                            replay.inferenceTime());
            new ReplayTable(out).print(report);
            if (json != null) {
                ReplayJson.write(report, json);
            }
            return report.broken().isEmpty() ? 0 : 1;
        }
    }

    private StreetwardConfig load(Path file) throws IOException {
        try {
            return new ConfigLoader().load(file);
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
