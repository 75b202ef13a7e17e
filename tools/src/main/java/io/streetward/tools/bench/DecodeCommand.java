package io.streetward.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward bench decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes a file on one thread as the engine does, and with the ffmpeg command line on one thread, in turns.",
            "Also what decoding only the keyframes costs."
        },
        footer = {"", "Exit codes: 0 measured; 1 not; 2 wrong usage."})
final class DecodeCommand implements Callable<Integer> {
    @Option(names = "--video", paramLabel = "FILE", required = true, description = "A file with H.264 or H.265 video.")
    private Path video = Path.of("");

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Each decodes the whole file both ways (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--ffmpeg",
            paramLabel = "PROGRAM",
            defaultValue = "ffmpeg",
            description =
                    "The ffmpeg to compare with; another build of the same decoder is up to a tenth faster or slower"
                            + " (default: ${DEFAULT-VALUE}).")
    private String ffmpeg = "ffmpeg";

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Round(FileDecode.Took engine, FileDecode.Took ffmpeg, FileDecode.Took keyframes) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds is " + rounds + ", expected at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        FileDecode decode = new FileDecode(video, ffmpeg);
        try {
            decode.withEngine(false); // warms the bindings, the disk cache and the compiler
            List<Round> measured = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                boolean engineFirst = i % 2 == 0;
                FileDecode.Took first = engineFirst ? decode.withEngine(false) : decode.withFfmpeg();
                FileDecode.Took second = engineFirst ? decode.withFfmpeg() : decode.withEngine(false);
                Round round =
                        new Round(engineFirst ? first : second, engineFirst ? second : first, decode.withEngine(true));
                measured.add(round);
                out.printf(
                        Locale.ROOT,
                        "round %d of %d: engine %.1f, ffmpeg %.1f pictures a second%n",
                        i + 1,
                        rounds,
                        round.engine().picturesPerSecond(),
                        round.ffmpeg().picturesPerSecond());
                out.flush();
            }
            report(measured, out);
            return 0;
        } catch (BenchException e) {
            spec.commandLine()
                    .getErr()
                    .println(spec.commandLine().getColorScheme().errorText(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private void report(List<Round> measured, PrintWriter out) throws IOException {
        double ratio = median(
                measured, r -> r.engine().picturesPerSecond() / r.ffmpeg().picturesPerSecond());
        double cpuRatio = median(
                measured, r -> (double) r.ffmpeg().cpuNanos() / r.engine().cpuNanos());
        double keyframeCost = median(
                measured, r -> (double) r.keyframes().cpuNanos() / r.engine().cpuNanos());
        FileDecode.Took last = measured.get(measured.size() - 1).engine();
        out.printf(
                Locale.ROOT,
                "engine / ffmpeg: %.3f by wall time, %.3f by CPU time (medians of %d rounds, %d pictures each)%n",
                ratio,
                cpuRatio,
                measured.size(),
                last.pictures());
        out.printf(Locale.ROOT, "keyframes only cost 1/%.0f of everything%n", 1 / keyframeCost);
        out.flush();
        if (json != null) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("video", video.toString());
            figures.put("pictures", last.pictures());
            figures.put("ratio", ratio);
            figures.put("cpu_ratio", cpuRatio);
            figures.put("engine_fps", median(measured, r -> r.engine().picturesPerSecond()));
            figures.put("ffmpeg_fps", median(measured, r -> r.ffmpeg().picturesPerSecond()));
            figures.put("keyframes_cost", keyframeCost);
            figures.put("rounds", measured.size());
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
    }

    private static double median(List<Round> measured, ToDoubleFunction<Round> figure) {
        double[] values = measured.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
