package io.streetward.tools.bench;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.codec.VideoDecoder;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes one file from end to end, this way and that, and says what it took. */
final class FileDecode {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final StreamId ID = new StreamId("bench");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** {@code -benchmark} prints "bench: utime=1.234s stime=0.056s rtime=1.301s". */
    private static final Pattern BENCH = Pattern.compile("utime=([0-9.]+)s stime=([0-9.]+)s rtime=([0-9.]+)s");
    /** The last of its progress lines: "frame=  500 fps=…". */
    private static final Pattern FRAMES = Pattern.compile("frame= *([0-9]+)");

    private final Path video;
    private final String ffmpeg;

    /**
     * Decodes nothing yet.
     *
     * @param ffmpeg the program to compare with: a name on the path, or where it lies
     */
    FileDecode(Path video, String ffmpeg) {
        this.video = video;
        this.ffmpeg = ffmpeg;
    }

    /**
     * What one pass took.
     *
     * @param pictures decoded
     * @param cpuNanos of the decoding thread or process, user and system
     */
    record Took(long pictures, long wallNanos, long cpuNanos) {
        double picturesPerSecond() {
            return pictures * 1e9 / wallNanos;
        }
    }

    /** The engine's own way: demuxer, access units on the heap, decoder, leases; opening not counted. */
    Took withEngine(boolean keyframesOnly) throws BenchException {
        long[] pictures = {0};
        SourceUrl source = new SourceUrl(video.toAbsolutePath().toUri(), null);
        Demuxer.Settings settings = Demuxer.Settings.of(LIMIT, LIMIT);
        try (Demuxer demuxer = Demuxer.open(source, settings, () -> false);
                VideoDecoder decoder = new VideoDecoder(ID, demuxer.format(), new NativeLeases())) {
            long wall = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (DemuxedPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
                if (keyframesOnly && !packet.keyframe()) {
                    continue;
                }
                decoder.decode(packet.ofFile(ID, demuxer.format()), frame -> count(frame, pictures));
                if (keyframesOnly) {
                    decoder.drain(frame -> count(frame, pictures));
                }
            }
            decoder.drain(frame -> count(frame, pictures));
            return new Took(pictures[0], System.nanoTime() - wall, THREADS.getCurrentThreadCpuTime() - cpu);
        } catch (FfmpegException | UnsupportedStreamException e) {
            throw new BenchException(video + ": " + e.getMessage(), e);
        }
    }

    private static void count(VideoFrame frame, long[] pictures) {
        pictures[0]++;
        frame.close();
    }

    /** The ffmpeg command line on one decoding thread, by its own clock: starting the process is not counted. */
    Took withFfmpeg() throws BenchException, InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            ffmpeg,
                            "-hide_banner",
                            "-nostdin",
                            "-benchmark",
                            "-threads",
                            "1",
                            "-i",
                            video.toString(),
                            "-map",
                            "0:v:0",
                            "-f",
                            "null",
                            "-")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            Matcher bench = BENCH.matcher(output);
            long pictures = FRAMES.matcher(output)
                    .results()
                    .mapToLong(m -> Long.parseLong(m.group(1)))
                    .reduce(0, (a, b) -> b);
            if (exit != 0 || !bench.find() || pictures == 0) {
                throw new BenchException("ffmpeg could not decode " + video + " (exit " + exit + "): "
                        + output.lines().reduce("", (a, b) -> b));
            }
            return new Took(pictures, nanos(bench.group(3)), nanos(bench.group(1)) + nanos(bench.group(2)));
        } catch (IOException e) {
            throw new BenchException(ffmpeg + " cannot be run; install the package ffmpeg: " + e.getMessage(), e);
        }
    }

    private static long nanos(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1e9);
    }
}
