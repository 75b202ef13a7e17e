package io.streetward.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import io.streetward.models.tuning.Precision;
import io.streetward.tools.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward bench inference}. */
@Command(
        name = "inference",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What a detector does per second, layer by layer: the bare runtime's call, DJL's, the detector with decoding and "
                    + "NMS, and the whole path from decoded frames to detections; in turn, in one process, on the same tensors.",
            "ratio is the whole path's throughput over the bare call's, djl_ratio DJL's over the bare call's."
        },
        footer = {"", "Exit codes: 0 measured; 1 not, or native memory grew; 2 wrong usage."})
final class InferenceCommand implements Callable<Integer> {
    private static final String DEMO_CLIP = "/demo/street.mp4";
    private static final int FRAMES = 16;
    private static final int EVERY = 12;
    /** Short, so that a disturbance spans several layers' stretches; long against a call of any model in use. */
    private static final Duration STRETCH = Duration.ofMillis(500);

    private static final int STRETCHES_PER_SECOND = 2;
    /** More than the C library's bookkeeping of threads and buffers moves by, and far less than one tensor a prediction. */
    private static final long GROWTH_ALLOWED_BYTES = 4 << 20;

    @Option(
            names = "--bundle",
            paramLabel = "NAME",
            description = "May be repeated (default: every detector whose weights are here).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--engine", paramLabel = "ENGINE", description = "Only bundles on PyTorch, or on OnnxRuntime.")
    private @Nullable String engine;

    @Option(
            names = "--bundles",
            paramLabel = "DIR",
            defaultValue = "bundles",
            description = "A site's own bundles, looked at before the shipped ones (default: ${DEFAULT-VALUE}).")
    private Path dir = Path.of("bundles");

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1,4",
            description = "Pictures per call (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--threads",
            split = ",",
            defaultValue = "1",
            description = "Threads of one inference (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--detectors",
            split = ",",
            defaultValue = "1",
            description = "Detectors side by side (default: ${DEFAULT-VALUE}).")
    private List<Integer> detectors = List.of();

    @Option(names = "--precision", description = "float32 or bfloat16 (default: bfloat16 where the processor has it).")
    private @Nullable String precision;

    @Option(
            names = "--seconds",
            defaultValue = "8",
            description = "For each layer of each combination (default: ${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Option(names = "--video", paramLabel = "FILE", description = "Frames from there (default: the demo's clip).")
    private @Nullable Path video;

    @Option(
            names = "--predictions",
            paramLabel = "N",
            description =
                    "Instead: N predictions of each bundle, and what the process holds outside the Java heap meanwhile.")
    private @Nullable Long predictions;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        atLeastOne("--batch", batches);
        atLeastOne("--threads", threads);
        atLeastOne("--detectors", detectors);
        atLeastOne("--seconds", List.of(seconds));
        try (DecodedClip clip = clip()) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("processors", Runtime.getRuntime().availableProcessors());
            report.put("video", clip.text());
            boolean good = predictions == null ? measure(clip, report) : soak(clip, predictions, report);
            if (json != null) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
            }
            return good ? 0 : 1;
        } catch (BenchException | BundleException e) {
            spec.commandLine()
                    .getErr()
                    .println(spec.commandLine().getColorScheme().errorText(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private boolean measure(DecodedClip clip, Map<String, Object> report) throws BenchException, BundleException {
        PrintWriter out = spec.commandLine().getOut();
        List<InferenceResult> results = new ArrayList<>();
        List<String> bundles = bundles();
        int combinations = bundles.size() * detectors.size() * threads.size() * batches.size();
        Progress progress = new Progress(out, Progress.onTerminal(), System::nanoTime);
        for (String bundle : bundles) {
            for (int count : detectors) {
                for (int intraOp : threads) {
                    try (InferenceSetup setup = InferenceSetup.open(bundle, dir, count, intraOp, precision(), clip)) {
                        for (int batch : batches) {
                            String what = bundle + ", batch " + batch + ", " + count + "×" + intraOp + " threads";
                            int before = results.size();
                            Rounds rounds = rounds(
                                    setup,
                                    batch,
                                    done -> progress.show(
                                            (before + (double) done / STRETCHES_PER_SECOND / seconds) / combinations,
                                            what));
                            results.add(new InferenceResult(bundle, setup.engineText(), batch, count, intraOp, rounds));
                        }
                    }
                }
            }
        }
        progress.done();
        out.println(InferenceResult.header());
        results.forEach(result -> out.println(result.row()));
        out.flush();
        report.put(
                "ratio",
                results.stream().mapToDouble(InferenceResult::ratio).min().orElse(0));
        report.put(
                "djl_ratio",
                results.stream().mapToDouble(InferenceResult::djlRatio).min().orElse(0));
        report.put("results", results.stream().map(InferenceResult::json).toList());
        return true;
    }

    private Rounds rounds(InferenceSetup setup, int batch, IntConsumer done) throws BenchException {
        List<Layer> layers = setup.layers(batch);
        try {
            return Rounds.measure(layers, STRETCHES_PER_SECOND * seconds, STRETCH, done);
        } finally {
            layers.forEach(Layer::close);
        }
    }

    private boolean soak(DecodedClip clip, long count, Map<String, Object> report)
            throws BenchException, BundleException {
        PrintWriter out = spec.commandLine().getOut();
        boolean good = true;
        Map<String, Object> soaks = new LinkedHashMap<>();
        for (String bundle : bundles()) {
            try (InferenceSetup setup =
                    InferenceSetup.open(bundle, dir, detectors.get(0), threads.get(0), precision(), clip)) {
                out.println(bundle + ", " + setup.engineText() + ", batch " + batches.get(0));
                Soak soak = Soak.run(setup, batches.get(0), count, out);
                out.println(String.format(
                        Locale.ROOT,
                        "native memory: %,d bytes more at the end than when settled, slope %.3f bytes a prediction",
                        soak.nativeGrowthBytes(),
                        soak.nativeBytesPerPrediction()));
                good &= soak.nativeGrowthBytes() < GROWTH_ALLOWED_BYTES;
                soaks.put(bundle, soak.json());
            }
        }
        out.flush();
        report.put("soak", soaks);
        return good;
    }

    /** Those named, or every detector whose weights are here. */
    private List<String> bundles() throws BundleException, BenchException {
        Bundles all = new Bundles(dir);
        List<String> chosen = new ArrayList<>();
        for (String name : names.isEmpty() ? all.all().keySet() : names) {
            BundleSource source = all.find(name);
            ModelBundle bundle = Bundles.read(source);
            boolean fits =
                    engine == null || engine.equalsIgnoreCase(bundle.engine().djlName());
            boolean runs = bundle.task() instanceof Task.Detector
                    && source.has(bundle.weights().file());
            if (fits && (runs || !names.isEmpty())) { // one that was named and does not run says why when it is opened
                chosen.add(name);
            }
        }
        if (chosen.isEmpty()) {
            throw new BenchException("no detector to measure"
                    + (engine == null ? "" : " on engine " + engine + " (PyTorch, OnnxRuntime)")
                    + "; tools/streetward models list shows the bundles within reach");
        }
        return chosen;
    }

    private Precision precision() {
        if (precision == null) {
            return Precision.ofThisProcessor();
        }
        try {
            return Precision.valueOf(precision.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--precision is " + precision + ", expected float32 or bfloat16", e);
        }
    }

    private DecodedClip clip() throws BenchException, IOException {
        if (video != null) {
            return DecodedClip.open(video, FRAMES, EVERY);
        }
        Path copy = Files.createTempFile("streetward-bench", ".mp4");
        try (InputStream in =
                Objects.requireNonNull(InferenceCommand.class.getResourceAsStream(DEMO_CLIP), DEMO_CLIP)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return DecodedClip.open(copy, FRAMES, EVERY);
        } finally {
            Files.delete(copy);
        }
    }

    private void atLeastOne(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new ParameterException(spec.commandLine(), option + " is " + value + ", expected at least 1");
            }
        }
    }
}
