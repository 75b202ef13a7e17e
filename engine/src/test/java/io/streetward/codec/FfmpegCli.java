package io.streetward.codec;

import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ffmpeg and ffprobe of this machine: witnesses that nobody here wrote. */
public final class FfmpegCli {
    private FfmpegCli() {}

    /** Skips the calling test by name where they are missing. */
    public static void assumePresent() {
        Programs.assumeOnPath("ffmpeg");
        Programs.assumeOnPath("ffprobe");
    }

    /** Runs ffmpeg with errors made fatal; returns what it wrote to standard output. */
    public static String ffmpeg(String... arguments) throws IOException, InterruptedException {
        return run("ffmpeg", List.of("-hide_banner", "-nostdin", "-y", "-v", "error", "-xerror"), arguments);
    }

    public static String ffprobe(String... arguments) throws IOException, InterruptedException {
        return run("ffprobe", List.of("-hide_banner", "-v", "error"), arguments);
    }

    /**
     * A clip of ffmpeg's moving test picture.
     *
     * @param encoder {@code libx264} or {@code libx265}
     * @param bFrames B-frames between references
     */
    public static Path testClip(Path folder, String encoder, int seconds, int bFrames)
            throws IOException, InterruptedException {
        return testClip(folder, encoder, seconds, bFrames, "640x360");
    }

    /** The same in another size. */
    public static Path testClip(Path folder, String encoder, int seconds, int bFrames, String size)
            throws IOException, InterruptedException {
        Path clip = folder.resolve(encoder + "-" + seconds + "-" + bFrames + ".mp4");
        String source = "testsrc2=size=" + size + ":rate=25:duration=" + seconds;
        List<String> common = List.of("-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-preset", "ultrafast");
        List<String> coding = encoder.equals("libx265")
                ? List.of("-c:v", "libx265", "-x265-params", "keyint=50:bframes=" + bFrames + ":log-level=none")
                : List.of("-c:v", "libx264", "-g", "50", "-bf", Integer.toString(bFrames));
        ffmpeg(Stream.of(common, coding, List.of(clip.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
        return clip;
    }

    /** One MD5 per decoded picture, in presentation order. */
    public static List<String> pictureHashes(Path file) throws IOException, InterruptedException {
        return ffmpeg("-i", file.toString(), "-map", "0:v:0", "-f", "framemd5", "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static String run(String program, List<String> before, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(before);
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("streetward-" + program, ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String complaint = Files.readString(errors);
            if (status != 0 || !complaint.isBlank()) {
                throw new IOException(String.join(" ", command) + " ended with " + status + ": " + complaint);
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
