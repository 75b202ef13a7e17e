package io.streetward.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole path on the shipped clip: the same run as {@code tools/streetward demo}. */
class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void theDemoKeepsEveryPromiseAndItsClipPlaysElsewhere() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        StringWriter screen = new StringWriter();
        Path out = folder.resolve("demo");
        int code = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(screen))
                .execute(
                        "--out",
                        out.toString(),
                        "--json",
                        folder.resolve("demo.json").toString());
        assertThat(code).as(screen.toString()).isZero();
        assertThat(screen.toString()).contains("illegal_parking").doesNotContain("FAILED");
        assertThat(Files.readString(folder.resolve("demo.json"))).contains("\"good\" : true");

        Programs.assumeOnPath("ffmpeg");
        List<Path> clips;
        try (Stream<Path> files = Files.walk(out.resolve("data/cases"))) {
            clips = files.filter(f -> f.getFileName().toString().equals("clip.mp4"))
                    .toList();
        }
        assertThat(clips).hasSize(1);
        Programs.Result decoded = Programs.run(
                "ffmpeg", "-v", "error", "-xerror", "-i", clips.get(0).toString(), "-f", "null", "-");
        assertThat(decoded.exitCode()).isZero();
        assertThat(decoded.err()).isEmpty();
    }

    @Test
    void aFolderThatIsNotADemosIsLeftAlone() throws Exception {
        Path mine = Files.writeString(folder.resolve("thesis.txt"), "years of work");
        int code = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute("--out", folder.toString());
        assertThat(code).isEqualTo(2);
        assertThat(mine).exists();
    }
}
