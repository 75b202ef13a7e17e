package io.streetward.tools.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DetectCommandTest {
    /** A rendered street with a car in it. */
    private static final Path STREET = Path.of("../engine/docs/demo-case.jpg");

    @TempDir
    private Path dir;

    private Path pictures;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void putPicturesThere() throws IOException {
        pictures = Files.createDirectories(dir.resolve("pictures"));
        Files.copy(STREET, pictures.resolve("b-street.jpg"));
        ImageIO.write(
                new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB),
                "png",
                pictures.resolve("c.png").toFile());
        Files.writeString(pictures.resolve("a-broken.jpg"), "no picture");
        Files.writeString(pictures.resolve("notes.txt"), "not looked at");
    }

    @Test
    void aBrokenPictureIsNamedAndTheOthersAreLookedAt() throws IOException {
        Path json = dir.resolve("found.json");
        Path drawn = dir.resolve("drawn");
        int exitCode = run(
                "--bundle",
                "centernet-mobilenetv3",
                "--json",
                json.toString(),
                "--draw",
                drawn.toString(),
                pictures.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith(pictures.resolve("a-broken.jpg") + ": is no picture");
        assertThat(out.toString())
                .contains("2/3  " + pictures.resolve("b-street.jpg"))
                .contains("in 2 pictures; 1 picture could not be read");

        JsonNode found = new ObjectMapper().readTree(json.toFile());
        assertThat(found).hasSize(3);
        assertThat(found.path(0).path("error").asText()).contains("is no picture");
        BufferedImage original = ImageIO.read(STREET.toFile());
        JsonNode street = found.path(1);
        assertThat(street.path("file").asText())
                .isEqualTo(pictures.resolve("b-street.jpg").toString());
        assertThat(street.path("width").asInt()).isEqualTo(original.getWidth());
        assertThat(street.path("height").asInt()).isEqualTo(original.getHeight());
        assertThat(street.path("model").asText()).isEqualTo("centernet-mobilenetv3");
        assertThat(street.path("sha256").asText()).hasSize(64);
        assertThat(street.path("ms").asDouble()).isPositive();
        JsonNode car = street.path("detections").path(0);
        assertThat(car.path("label").asText()).isEqualTo("car");
        assertThat(car.path("kind").asText()).isEqualTo("car");
        assertThat(car.path("confidence").asDouble()).isGreaterThan(0.4);
        assertThat(car.path("px").path("w").asDouble() / original.getWidth())
                .isCloseTo(car.path("box").path("w").asDouble(), within(0.002));
        assertThat(found.path(2).path("detections")).isEmpty();

        assertThat(drawn.resolve("a-broken.jpg")).doesNotExist();
        BufferedImage copy = ImageIO.read(drawn.resolve("b-street.jpg").toFile());
        assertThat(copy.getWidth()).isEqualTo(original.getWidth());
        int x = car.path("px").path("x").asInt();
        int y = car.path("px").path("y").asInt() + car.path("px").path("h").asInt() / 2;
        assertThat(copy.getRGB(x, y)).isNotEqualTo(original.getRGB(x, y));
        assertThat(drawn.resolve("c.jpg")).exists();
    }

    @Test
    void standardOutputIsNothingButJsonWhenAskedFor() throws IOException {
        int exitCode = run(
                "--bundle",
                "centernet-mobilenetv3",
                "--json",
                "-",
                pictures.resolve("b-street.jpg").toString());
        assertThat(exitCode).isZero();
        assertThat(new ObjectMapper().readTree(out.toString())).hasSize(1);
    }

    @Test
    void copiesNeverReplaceThePictures() throws IOException {
        byte[] before = Files.readAllBytes(pictures.resolve("b-street.jpg"));
        assertThat(run("--bundle", "centernet-mobilenetv3", "--draw", pictures.toString(), pictures.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is one of the pictures, expected another folder to draw into");
        assertThat(Files.readAllBytes(pictures.resolve("b-street.jpg"))).isEqualTo(before);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(run("--bundle", "centernet", pictures.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no model bundle named \"centernet\"");
        Path empty = Files.createDirectories(dir.resolve("empty"));
        assertThat(run("--bundle", "centernet-mobilenetv3", empty.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(empty + ": no picture in it");
        String nowhere = dir.resolve("none/found.json").toString();
        assertThat(run("--bundle", "centernet-mobilenetv3", "--json", nowhere, pictures.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains(nowhere + ": cannot be written (NoSuchFileException)");
        assertThat(run("--bundle", "centernet-mobilenetv3")).isEqualTo(2);
        assertThat(run("--bundle", "centernet-mobilenetv3", "--threads", "0", "x.jpg"))
                .isEqualTo(2);
    }

    private int run(String... args) {
        return new CommandLine(new DetectCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
