package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CameraCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** What the launcher does, for a process of its own. */
    static final class Main {
        public static void main(String[] arguments) {
            System.exit(new CommandLine(new CameraCommand()).execute(arguments));
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new CameraCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void playsOnceAndSumsUp() throws IOException {
        Programs.assumeOnPath("ffmpeg");
        Path clip = TestClips.encode(folder.resolve("street.mp4"), "libx264");
        Path json = folder.resolve("sums.json");

        int status =
                run("--once", "--port", "0", "--stream", "gate=" + clip, clip.toString(), "--json", json.toString());

        assertThat(status).isZero();
        assertThat(out.toString())
                .containsPattern("rtsp://127\\.0\\.0\\.1:\\d+/gate ")
                .containsPattern("rtsp://127\\.0\\.0\\.1:\\d+/street ")
                .contains(
                        "gate: played to its end", "gate: 0 clients, 25 pictures, 0 loops, 0 packets sent, 0 dropped");
        assertThat(Files.readString(json)).contains("\"street\"", "\"accessUnits\" : 25");
    }

    @Test
    void refusesWrongUsage() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no video");

        assertThat(run("missing.mp4")).isEqualTo(2);
        assertThat(run(text.toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--stream", "nothing")).isEqualTo(2);
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "missing.mp4: no such file",
                        "notes.txt: not a video file",
                        "at least one stream",
                        "'nothing': expected NAME=FILE");
    }

    @Test
    void refusesAUserWithoutAPassword() {
        Programs.assumeOnPath("ffmpeg");
        Path clip = TestClips.encode(folder.resolve("street.mp4"), "libx264");

        assertThat(run("--user", "op", clip.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("STREETWARD_CAMERA_PASSWORD");
    }

    @Test
    void playsFaultsAndPosesAsManyCameras() throws IOException {
        Programs.assumeOnPath("ffmpeg");
        Path clip = TestClips.encode(folder.resolve("street.mp4"), "libx264");
        Path script = Files.writeString(
                folder.resolve("script.txt"), "# as in the field\n--fault\nloss=5%@100ms\n--fault\nstall@200ms+50ms\n");

        assertThat(run("--once", "--port", "0", "--count", "3", "--tls", "@" + script, clip.toString()))
                .isZero();

        assertThat(out.toString()).containsPattern("rtsps://127\\.0\\.0\\.1:\\d+/1/street to /3/street ");
        assertThat(run("--fault", "stal@20s", clip.toString())).isEqualTo(2);
        assertThat(run("--fault", "clip=missing.mp4@1s", "--port", "0", clip.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("fault 'stal@20s': there is no such fault", "loss=5%[,SEED] ", "missing.mp4: no such file");
    }

    @Test
    void explainsFaultsInItsHelp() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("loss=5%[,SEED] ", "NAME[=ARGUMENT][@START][+LENGTH]");
    }

    @Test
    void endsCleanlyWhenItIsToldTo() throws Exception {
        Programs.assumeOnPath("ffmpeg");
        Path clip = TestClips.encode(folder.resolve("street.mp4"), "libx264");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port",
                        "0",
                        "--user",
                        "op",
                        clip.toString())
                .redirectErrorStream(true);
        builder.environment().put(CameraCommand.PASSWORD_VARIABLE, "s3cret");
        Process process = builder.start();
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String url = readUrl(lines, printed);
            try (RtspTestClient client = new RtspTestClient(URI.create(url))) {
                assertThat(client.request("DESCRIBE", url).status()).isEqualTo(401);
                String basic = "Authorization: Basic b3A6czNjcmV0"; // op:s3cret
                assertThat(client.request("DESCRIBE", url, basic).status()).isEqualTo(200);
                process.toHandle().destroy(); // SIGTERM; Process.destroy() would close its output too
                client.awaitClose();
            }
            lines.lines().forEach(line -> printed.append(line).append('\n'));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("street: 0 clients,").doesNotContain("s3cret");
    }

    private static String readUrl(BufferedReader lines, StringBuilder printed) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            printed.append(line).append('\n');
            if (line.startsWith("rtsp://")) {
                return line.substring(0, line.indexOf(' '));
            }
        }
        throw new IOException("no address printed:\n" + printed);
    }
}
