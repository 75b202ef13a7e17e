package io.streetward.tools.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streetward.models.change.DjlChangeClassifierProvider;
import io.streetward.models.training.Judged;
import io.streetward.models.training.ResidueLabel;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ResidueCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void trainingWithOnesOwnPicturesWritesABundleThatOpens() throws Exception {
        Path ground = Files.createDirectories(dir.resolve("ground"));
        ImageIO.write(
                new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB),
                "png",
                ground.resolve("road.png").toFile());
        Path objects = Files.createDirectories(dir.resolve("objects"));
        ImageIO.write(
                new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB),
                "png",
                objects.resolve("cars.png").toFile());
        Files.writeString(objects.resolve("cars.txt"), "0 0.5 0.5 0.5 0.5\n");
        Path bundle = dir.resolve("site").resolve("ours");
        assertThat(run(
                        "residue",
                        "--out",
                        bundle.toString(),
                        "--samples",
                        "64",
                        "--epochs",
                        "1",
                        "--threads",
                        "1",
                        "--ground",
                        ground.toString(),
                        "--objects",
                        objects.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("epoch  1/1  loss", "temperature", "accuracy", "reliability");
        new DjlChangeClassifierProvider().open("ours", dir.resolve("site")).close();
        assertThat(bundle.resolve("NOTICE")).exists();
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThat(run("residue", "--samples", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("found 3 samples");
        assertThat(run("residue", "--evaluate", dir.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no such folder");
    }

    /** Clips that nothing was trained on. */
    @Test
    void theShippedModelFindsTheSpillsOfTheClipsAndLeavesTrafficAndShadowsAlone() throws Exception {
        Path footage = Path.of("").toAbsolutePath();
        while (footage != null && !Files.isDirectory(footage.resolve("shared/footage/events"))) {
            footage = footage.getParent();
        }
        assumeTrue(footage != null, "skipped: needs shared/footage beside the project");
        Path clips = Files.createDirectories(dir.resolve("clips"));
        for (String name : List.of("a_spillbig", "a_spillreal", "a_spillneg")) {
            for (String ending : List.of(".mp4", ".truth.json")) {
                Files.createSymbolicLink(
                        clips.resolve(name + ending), footage.resolve("shared/footage/events/" + name + ending));
            }
        }
        List<Judged> judged =
                new ClipEvaluation(new PrintWriter(out, true)).run(List.of(clips), "residue-v1", dir.resolve("none"));
        List<Judged> spills =
                judged.stream().filter(j -> j.truth() != ResidueLabel.NONE).toList();
        List<Judged> others =
                judged.stream().filter(j -> j.truth() == ResidueLabel.NONE).toList();
        assertThat(spills).hasSizeGreaterThan(50);
        assertThat(others).hasSizeGreaterThan(100);
        assertThat(spills.stream().filter(j -> j.residue() >= 0.5).count())
                .isGreaterThanOrEqualTo((long) (0.75 * spills.size()));
        assertThat(others.stream().filter(j -> j.residue() >= 0.5).count())
                .isLessThanOrEqualTo((long) (0.35 * others.size()));
    }
}
