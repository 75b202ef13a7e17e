package io.streetward.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.TlsTrust;
import io.streetward.ingest.PictureWatch;
import io.streetward.ingest.StreamRole;
import io.streetward.ingest.StreamSettings;
import io.streetward.ingest.StreamState;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.StreamId;
import io.streetward.models.MemoryGauge;
import io.streetward.tools.camera.CameraException;
import io.streetward.tools.camera.Fault;
import io.streetward.tools.camera.RtspCamera;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward bench reconnect}. */
@Command(
        name = "reconnect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What cameras that are cut off again and again leave behind. A virtual camera resets all its connections, all are"
                    + " live again, and the process's memory is read; so on, round after round.",
            "Prints bytes a reconnect as the slope over all rounds but the first fifth, with its standard error."
        },
        footer = {"", "Exit codes: 0 measured; 1 not, or native memory rises; 2 wrong usage."})
final class ReconnectBench implements Callable<Integer> {
    private static final String DEMO_CLIP = "/demo/street.mp4";
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(60);
    private static final int POLL_MS = 10;
    private static final double SETTLING_SHARE = 0.2;
    private static final int ROWS = 20;

    /** Less than this over the whole run is what glibc's arenas move by. */
    private static final long GROWTH_ALLOWED_BYTES = 1 << 20;

    @Option(names = "--reconnects", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int reconnects = 1_000;

    @Option(
            names = "--cameras",
            paramLabel = "N",
            defaultValue = "20",
            description = "Cut off at once in each round (default: ${DEFAULT-VALUE}).")
    private int cameras = 20;

    @Option(names = "--video", paramLabel = "FILE", description = "What they show (default: the demo's clip).")
    private @Nullable Path video;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final AtomicLong packets = new AtomicLong();
    private final List<double[]> nativeBytes = new ArrayList<>();
    private final List<double[]> residentBytes = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (reconnects < 1 || cameras < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reconnects and --cameras: expected at least 1, got " + reconnects + " and " + cameras);
        }
        Path copy = Files.createTempFile("streetward-bench", ".mp4");
        try (InputStream in = Objects.requireNonNull(ReconnectBench.class.getResourceAsStream(DEMO_CLIP), DEMO_CLIP)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            measure(video == null ? copy : video);
            return report();
        } catch (CameraException | BenchException e) {
            spec.commandLine()
                    .getErr()
                    .println(spec.commandLine().getColorScheme().errorText(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            Files.delete(copy);
        }
    }

    private void measure(Path clip) throws CameraException, BenchException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("reconnects    native bytes   resident bytes");
        List<StreamSupervisor> streams = new ArrayList<>();
        try (RtspCamera camera =
                RtspCamera.builder().stream("street", clip).cameras(cameras).build()) {
            camera.start();
            try {
                for (int i = 1; i <= cameras; i++) {
                    streams.add(open(camera, cameras == 1 ? "street" : i + "/street", "camera-" + i));
                }
                awaitLive(streams);
                int rounds = (reconnects + cameras - 1) / cameras;
                for (int round = 1; round <= rounds; round++) {
                    camera.apply(new Fault.Reset(false));
                    awaitCut(streams);
                    awaitLive(streams);
                    read(round * cameras);
                    if (round % Math.max(1, rounds / ROWS) == 0) {
                        out.printf(
                                Locale.ROOT,
                                "%,10d  %,14.0f  %,15.0f%n",
                                round * cameras,
                                last(nativeBytes),
                                last(residentBytes));
                        out.flush();
                    }
                }
            } finally {
                streams.forEach(StreamSupervisor::requestStop);
                streams.forEach(StreamSupervisor::close);
            }
        }
    }

    private StreamSupervisor open(RtspCamera camera, String path, String id) {
        StreamSettings settings = new StreamSettings(
                StreamSettings.Transport.TCP,
                TlsTrust.SYSTEM,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(12),
                Duration.ofSeconds(10),
                // Long enough that every one is seen cut off.
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                true);
        SourceUrl source = new SourceUrl(camera.uri(path), null);
        StreamSupervisor stream = new StreamSupervisor(
                new StreamId(id),
                StreamRole.only(),
                () -> source,
                settings,
                packet -> packets.incrementAndGet(),
                new PictureWatch(settings.keyframeTimeout(), settings.pictureTimeout()),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        stream.start();
        return stream;
    }

    private static void awaitCut(List<StreamSupervisor> streams) throws BenchException, InterruptedException {
        List<StreamSupervisor> waiting = new ArrayList<>(streams);
        await("cut off", waiting, stream -> stream.state().phase() != StreamState.Phase.LIVE);
    }

    private static void awaitLive(List<StreamSupervisor> streams) throws BenchException, InterruptedException {
        List<StreamSupervisor> waiting = new ArrayList<>(streams);
        await("live", waiting, stream -> stream.state().phase() == StreamState.Phase.LIVE);
    }

    private static void await(String what, List<StreamSupervisor> waiting, Predicate<StreamSupervisor> done)
            throws BenchException, InterruptedException {
        long end = System.nanoTime() + ROUND_LIMIT.toNanos();
        waiting.removeIf(done);
        while (!waiting.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new BenchException(
                        waiting.size() + " cameras are not " + what + " after " + ROUND_LIMIT.toSeconds()
                                + " s; the first is " + waiting.get(0).state());
            }
            Thread.sleep(POLL_MS);
            waiting.removeIf(done);
        }
    }

    private void read(int done) {
        // What the Java heap holds of dead packets says nothing about leaks.
        System.gc();
        nativeBytes.add(new double[] {done, MemoryGauge.nativeInUseBytes().orElse(0)});
        residentBytes.add(new double[] {done, MemoryGauge.residentBytes().orElse(0)});
    }

    private int report() throws IOException {
        Slope held = settled(nativeBytes);
        Slope resident = settled(residentBytes);
        double growth = held.perUnit() * reconnects;
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "malloc %.0f ± %.0f bytes a reconnect, RSS %.0f ± %.0f; %,d packets came meanwhile%n",
                held.perUnit(),
                held.error(),
                resident.perUnit(),
                resident.error(),
                packets.get());
        out.flush();
        boolean good = !held.rises() || growth < GROWTH_ALLOWED_BYTES;
        if (json != null) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("reconnects", reconnects);
            figures.put("cameras", cameras);
            figures.put("native_bytes_per_reconnect", held.perUnit());
            figures.put("native_error", held.error());
            figures.put("rss_bytes_per_reconnect", resident.perUnit());
            figures.put("rss_error", resident.error());
            figures.put("good", good);
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
        return good ? 0 : 1;
    }

    private static Slope settled(List<double[]> readings) {
        return Slope.through(readings.subList((int) (readings.size() * SETTLING_SHARE), readings.size()));
    }

    private static double last(List<double[]> readings) {
        return readings.get(readings.size() - 1)[1];
    }
}
