package io.streetward.tools.bench.density;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.tools.bench.density.SiteUnderTest.Content;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streetward bench density}. */
@Command(
        name = "density",
        mixinStandardHelpOptions = true,
        description = {
            "Finds how many cameras this machine sustains under each decode policy: virtual cameras, paced in real time",
            "over RTSP, in one process, the engine in another, until a deadline is missed: a camera not live, packets",
            "missing, a look later than 1 s (p99), or looks dropped."
        },
        footer = {
            "",
            "The virtual cameras take processor time of the same machine; how much is in the JSON.",
            "Exit codes: 0 measured; 1 not; 2 wrong usage."
        })
public final class DensityCommand implements Callable<Integer> {
    /** The search ends when the largest number that held and the smallest that did not are this close. */
    private static final double CLOSE_ENOUGH = 0.15;

    /** Everything is decoded, and looked at as often as a watched camera is. */
    private static final String FULL = "every";

    @Option(
            names = "--quiet",
            paramLabel = "FILE",
            required = true,
            description = "What a quiet camera shows, such as an empty street at 1080p25; played round and round.")
    private Path quiet = Path.of("");

    @Option(names = "--busy", paramLabel = "FILE", description = "What a busy camera shows.")
    private @Nullable Path busy;

    @Option(
            names = "--busy-share",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Of the cameras, how many are busy (default: ${DEFAULT-VALUE}).")
    private int busyPercent;

    @Option(
            names = "--policies",
            split = ",",
            defaultValue = "auto,keyframes,every,all",
            description = "Which decode policies (default: ${DEFAULT-VALUE}).")
    private List<String> policies = List.of();

    @Option(
            names = "--fps",
            defaultValue = "25",
            description = "Pictures a second in the files (default: ${DEFAULT-VALUE}).")
    private double picturesPerSecond;

    @Option(
            names = "--start",
            defaultValue = "2",
            description = "Cameras to begin with; doubled until too many (default: ${DEFAULT-VALUE}).")
    private int start;

    @Option(names = "--max", defaultValue = "1000", description = "Cameras at most (default: ${DEFAULT-VALUE}).")
    private int max;

    @Option(
            names = "--settle",
            defaultValue = "10",
            description = "Seconds before measuring (default: ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(names = "--seconds", defaultValue = "15", description = "Seconds measured (default: ${DEFAULT-VALUE}).")
    private int windowSeconds;

    @Option(
            names = "--same-cases",
            paramLabel = "DIR",
            description =
                    "Afterwards also plays the clips there that have a no-parking zone in NAME.truth.json, and says"
                            + " whether each policy raises the cases that full decoding (every) does.")
    private @Nullable Path sameCases;

    @Option(
            names = "--dwell",
            defaultValue = "60",
            description = "Seconds a vehicle may stand there (default: ${DEFAULT-VALUE}).")
    private int dwellSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Path folder = Path.of("");
    private double baseResidentBytes;
    private final List<Trial> trials = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("streetward-density");
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(Trial.header());
            baseResidentBytes = baseline();
            Map<String, Object> most = new LinkedHashMap<>();
            for (String policy : policies) {
                most.put(policy, search(policy, out));
            }
            most.forEach((policy, count) -> out.println(policy + ": " + count + " cameras"));
            Map<String, Object> cases = sameCases == null ? Map.of() : compareCases(sameCases, out);
            out.flush();
            if (json != null) {
                Map<String, Object> report = new LinkedHashMap<>();
                report.put("processors", Runtime.getRuntime().availableProcessors());
                report.put("quiet", quiet.toString());
                report.put("busy", String.valueOf(busy));
                report.put("busy_percent", busyPercent);
                report.put("cameras", most);
                ratio(most, report);
                report.put("cases", cases);
                report.put("trials", trials.stream().map(Trial::json).toList());
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
            }
            return 0;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(spec.commandLine().getColorScheme().errorText(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            delete(folder);
        }
    }

    private Map<String, Object> compareCases(Path clips, PrintWriter out) throws IOException, InterruptedException {
        SameCases player = new SameCases(clips, dwellSeconds);
        Set<SameCases.Case> full = player.under(FULL, folder.resolve("cases-" + FULL));
        out.println("cases under " + FULL + ": " + full);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(FULL, full.stream().map(SameCases.Case::toString).toList());
        for (String policy : policies) {
            if (!policy.equals(FULL)) {
                Set<SameCases.Case> its = player.under(policy, folder.resolve("cases-" + policy));
                boolean same = SameCases.same(its, full);
                out.println("cases under " + policy + ": " + its + (same ? ", the same" : ", NOT the same"));
                report.put(
                        policy,
                        Map.of(
                                "same",
                                same,
                                "cases",
                                its.stream().map(SameCases.Case::toString).toList()));
            }
        }
        return report;
    }

    /** The last policy named is the yardstick of the first. */
    private void ratio(Map<String, Object> most, Map<String, Object> report) {
        Object first = most.get(policies.get(0));
        Object last = most.get(policies.get(policies.size() - 1));
        if (first instanceof Integer mine && last instanceof Integer theirs && policies.size() > 1) {
            report.put("ratio", (double) mine / Math.max(1, theirs));
        }
    }

    private double baseline() throws IOException, InterruptedException {
        try (SiteUnderTest site = SiteUnderTest.start(
                folder.resolve("base"), policies.get(0), List.of(new Content(quiet, 1, picturesPerSecond)))) {
            site.measure(Duration.ofSeconds(settleSeconds), Duration.ofSeconds(1), 0);
            return site.residentBytesWithoutRings();
        }
    }

    private int search(String policy, PrintWriter out) throws IOException, InterruptedException {
        int held = 0;
        int failed = max + 1;
        int next = Math.min(start, max);
        while (next > held && next < failed) {
            Trial trial = run(policy, next);
            trials.add(trial);
            out.println(trial.row());
            out.flush();
            if (trial.sustained()) {
                held = next;
            } else {
                failed = next;
            }
            boolean close = failed - held <= Math.max(1, CLOSE_ENOUGH * held);
            next = failed > max ? Math.min(max, 2 * held) : close ? held : (held + failed) / 2;
        }
        return held;
    }

    private Trial run(String policy, int cameras) throws IOException, InterruptedException {
        int busyCameras = busy == null ? 0 : (int) Math.round(cameras * busyPercent / 100.0);
        List<Content> contents = new ArrayList<>();
        contents.add(new Content(quiet, cameras - busyCameras, picturesPerSecond));
        if (busy != null) {
            contents.add(new Content(busy, busyCameras, picturesPerSecond));
        }
        Path here = folder.resolve(String.format(Locale.ROOT, "%s-%d-%d", policy, cameras, trials.size()));
        try (SiteUnderTest site = SiteUnderTest.start(here, policy, contents)) {
            return site.measure(
                    Duration.ofSeconds(settleSeconds), Duration.ofSeconds(windowSeconds), baseResidentBytes);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
