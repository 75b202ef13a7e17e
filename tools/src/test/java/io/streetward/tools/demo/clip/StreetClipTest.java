package io.streetward.tools.demo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped clip keeps what the demo and the evidence standard ask of it. */
class StreetClipTest {
    private static final double DWELL_S = 12;
    private static final double PRE_ROLL_S = 5;

    @TempDir
    Path folder;

    @Test
    void oneCarStandsInTheZoneLongEnoughForACaseAndTwoStills() throws IOException {
        JsonNode truth = truth();

        assertThat(truth.get("events")).hasSize(1);
        JsonNode event = truth.get("events").get(0);
        assertThat(event.get("start_s").asDouble()).isGreaterThanOrEqualTo(PRE_ROLL_S);
        assertThat(event.get("end_s").asDouble() - event.get("start_s").asDouble())
                .isGreaterThanOrEqualTo(DWELL_S + 10);
        assertThat(event.get("end_s").asDouble())
                .isLessThan(truth.get("duration_s").asDouble());
    }

    @Test
    void streamIsThatOfACameraWithKeyframesEveryTwoSeconds() throws Exception {
        assumeTrue(hasFfprobe(), "skipped: needs ffprobe on PATH");
        Path clip = copy("street.mp4");

        List<String> stream = ffprobe(
                "-show_entries", "stream=codec_name,width,height,pix_fmt,has_b_frames,r_frame_rate", clip.toString());
        assertThat(stream)
                .contains(
                        "codec_name=h264",
                        "width=1280",
                        "height=720",
                        "pix_fmt=yuv420p",
                        "has_b_frames=0",
                        "r_frame_rate=25/1")
                .noneMatch(line -> line.equals("codec_name=aac"));
        List<String> flags = ffprobe("-show_entries", "packet=flags", clip.toString());
        assertThat(flags).hasSize((int) Math.round(truth().get("duration_s").asDouble() * 25));
        for (int k = 0; k < flags.size(); k++) {
            assertThat(flags.get(k).startsWith("flags=K"))
                    .as("packet %d is a keyframe", k)
                    .isEqualTo(k % 50 == 0);
        }
    }

    private static JsonNode truth() throws IOException {
        try (InputStream in = resource("street.truth.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (InputStream in = resource(name)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = StreetClipTest.class.getResourceAsStream("/demo/" + name);
        if (in == null) {
            throw new IOException("resource /demo/" + name + " is missing from the tools module");
        }
        return in;
    }

    private static boolean hasFfprobe() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1)).anyMatch(p -> Files.isExecutable(Path.of(p, "ffprobe")));
    }

    private static List<String> ffprobe(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of("ffprobe", "-v", "error", "-of", "default=nw=1"), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }
}
