package io.streetward.tools.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.app.StartupException;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.config.ConfigException;
import io.streetward.tools.Progress;
import io.streetward.tools.camera.CameraException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streetward demo}: a camera, a street, a vehicle that stays too long, and what the engine makes of it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows the main job on a shipped clip, in about a minute.",
        footer = {
            "",
            "An RTSP camera plays the clip, the engine finds the vehicle that stands too long, files a case with evidence and"
                    + " speaks; a listener records the sound. Ends by itself and leaves everything in a folder for a look.",
            "",
            "Exit codes: 0 all of it really happened, 1 something did not, 2 wrong usage."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration CLIP = Duration.ofSeconds(52);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "streetward-demo",
            description = "Folder to leave everything in; emptied first (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter screen = Objects.requireNonNull(spec).commandLine().getOut();
        DemoSite site = new DemoSite(out);
        if (!emptied(out, screen)) {
            return 2;
        }
        EngineLog.divertTo(site.log());
        screen.println("Playing a street to the engine: about a minute. Its log: " + site.log());
        Progress progress = new Progress(screen, Progress.onTerminal(), System::nanoTime);
        try {
            DemoRun.Result result = new DemoRun(site, progress, CLIP).play();
            progress.done();
            return report(result, screen);
        } catch (ConfigException | CameraException | StartupException | CaseBookException e) {
            progress.done();
            screen.println("the demo could not run: " + e.getMessage());
            return 1;
        }
    }

    private int report(DemoRun.Result result, PrintWriter screen) throws IOException {
        Path folder = result.caseFolder().orElse(null);
        if (folder == null) {
            screen.println("No case was raised. The engine's log says more: " + out.resolve("engine.log"));
            return 1;
        }
        CaseDossier first = result.dossiers().get(0);
        List<Check> checks = new DemoVerdict(first, folder, result.heard()).checks();
        boolean one = result.dossiers().size() == 1;
        new DemoSummary(first, folder, result.heard(), checks).print(screen);
        if (!one) {
            screen.println("FAILED  one case per stay: " + result.dossiers().size() + " cases were filed");
        }
        boolean good = one && checks.stream().allMatch(Check::kept);
        if (json != null) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("good", good);
            figures.put("case", first.file().id().value());
            figures.put("caseFolder", folder.toString());
            figures.put("secondsHeard", result.heard().seconds());
            figures.put("checks", checks);
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
        return good ? 0 : 1;
    }

    /** Empties the folder of an earlier demo; refuses any other folder that holds something. */
    private static boolean emptied(Path folder, PrintWriter screen) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> children = Files.list(folder)) {
                boolean ours = Files.exists(folder.resolve("engine.log"));
                if (!ours && children.findAny().isPresent()) {
                    screen.println(folder + " is not empty and not from a demo; choose another folder with --out");
                    return false;
                }
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.equals(folder)) {
                        Files.delete(path);
                    }
                }
            }
        }
        Files.createDirectories(folder);
        return true;
    }
}
