package io.streetward.tools.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.tools.detect.DetectCommand;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalCommandTest {
    private static final String BUNDLE = "centernet-mobilenetv3";

    @TempDir
    private Path dir;

    private Path images;
    private Path labels;
    private Path map;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void putPicturesThere() throws IOException {
        images = Files.createDirectories(dir.resolve("images"));
        labels = Files.createDirectories(dir.resolve("labels"));
        map = Files.writeString(dir.resolve("map.yaml"), "car: 1\ntruck: 0\nvehicle: 1\n");
        Files.copy(Path.of("../engine/docs/demo-case.jpg"), images.resolve("street.jpg"));
        ImageIO.write(
                new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB),
                "png",
                images.resolve("dark.png").toFile());
    }

    /** The objects are the strongest car that {@code detect} finds, one that is not there, and one that is not mapped. */
    @Test
    void figuresAreThoseOfThePicturesAtHand() throws IOException {
        JsonNode box = strongestCar();
        double w = box.path("w").asDouble();
        double h = box.path("h").asDouble();
        Files.writeString(
                labels.resolve("street.txt"),
                String.format(
                        Locale.ROOT,
                        "1 %f %f %f %f%n0 0.05 0.05 0.02 0.02%n9 0.5 0.5 0.1 0.1%n",
                        box.path("x").asDouble() + w / 2,
                        box.path("y").asDouble() + h / 2,
                        w,
                        h));
        Files.writeString(images.resolve("torn.jpg"), "no picture");
        Path json = dir.resolve("figures.json");
        Path drawn = dir.resolve("drawn");
        assertThat(run("--json", json.toString(), "--draw", drawn.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(images.resolve("torn.jpg") + ": is no picture")
                .contains("left out, as " + BUNDLE + " has no such label: vehicle");

        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        JsonNode car = figures.path("per_class").path("1");
        assertThat(car.path("ap50").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(car.path("recall").asDouble()).isEqualTo(1);
        assertThat(car.path("tp").asInt()).isEqualTo(1);
        assertThat(car.path("precision").asDouble())
                .isCloseTo(1.0 / (1 + car.path("fp").asInt()), within(1e-9));
        JsonNode truck = figures.path("per_class").path("0");
        assertThat(truck.path("ap50").asDouble()).isZero();
        assertThat(truck.path("fn").asInt()).isEqualTo(1);
        assertThat(truck.path("ground_truth").asInt()).isEqualTo(1);
        assertThat(figures.path("ap50").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(figures.path("ap50_95").asDouble()).isBetween(0.3, 0.5);
        assertThat(figures.path("class_agnostic_ap50").asDouble()).isBetween(0.5, 0.52);
        assertThat(figures.path("class_agnostic_ap50_95").asDouble()).isBetween(0.3, 0.52);
        assertThat(figures.path("class_agnostic").path("ground_truth").asInt()).isEqualTo(2);
        assertThat(figures.path("pictures").asInt()).isEqualTo(2);
        assertThat(figures.path("pictures_without_label_file").asInt()).isEqualTo(2);
        assertThat(figures.path("pictures_unreadable").asInt()).isEqualTo(1);
        assertThat(figures.path("bundle").asText()).isEqualTo(BUNDLE);
        assertThat(figures.path("engine").asText()).startsWith("PyTorch ");
        assertThat(figures.path("ms_per_picture").asDouble()).isPositive();
        assertThat(figures.path("unmatched").path("9").asInt()).isEqualTo(1);

        assertThat(out.toString())
                .contains("1      car                              1  1.000")
                .contains("1/1 = 1.00")
                .contains("class 9: its 1 objects are left out")
                .contains("2 pictures without a label file count as empty");
        assertThat(drawn.resolve("street.jpg")).exists();
        assertThat(drawn.resolve("dark.jpg")).exists();
    }

    @Test
    void everyBadLabelLineIsNamedBeforeAnythingIsMeasured() throws IOException {
        Path file = Files.writeString(labels.resolve("street.txt"), "1 0.5 0.5 0.1 0.1\n1 0.5 0.5 0.1\n");
        Files.writeString(labels.resolve("dark.txt"), "x 0.5 0.5 0.1 0.1\n");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .contains(file + ":2: found 4 values")
                .contains(labels.resolve("dark.txt") + ":1: class is \"x\"");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMapWithoutOneLabelOfTheModelIsRefused() throws IOException {
        Files.writeString(labels.resolve("street.txt"), "1 0.5 0.5 0.1 0.1\n");
        Files.writeString(map, "muck truck: 0\n");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains(map + ": none of its labels is one of " + BUNDLE + "'s: person, bicycle");
    }

    @Test
    void wrongUsageIsToldApart() {
        assertThat(run("--floor", "2")).isEqualTo(2);
        assertThat(run("--threads", "0")).isEqualTo(2);
        assertThat(new CommandLine(new EvalCommand())
                        .setErr(new PrintWriter(err, true))
                        .execute())
                .isEqualTo(2);
    }

    private JsonNode strongestCar() throws IOException {
        StringWriter found = new StringWriter();
        int exitCode = new CommandLine(new DetectCommand())
                .setOut(new PrintWriter(found, true))
                .execute(
                        "--bundle",
                        BUNDLE,
                        "--json",
                        "-",
                        images.resolve("street.jpg").toString());
        assertThat(exitCode).isZero();
        JsonNode strongest = new ObjectMapper()
                .readTree(found.toString())
                .path(0)
                .path("detections")
                .path(0);
        assertThat(strongest.path("label").asText()).isEqualTo("car");
        return strongest.path("box");
    }

    private int run(String... more) {
        CommandLine command = new CommandLine(new EvalCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] args = {
            "--bundle", BUNDLE, "--images", images.toString(), "--labels", labels.toString(), "--map", map.toString()
        };
        String[] all = new String[args.length + more.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return command.execute(all);
    }
}
