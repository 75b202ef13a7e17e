package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.codec.NativeLeases;
import io.streetward.detect.Detections;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.rules.EventKind;
import io.streetward.rules.Stay;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What is blurred and what is not, with a detector that looks at the pixels. With real people: RedactionTest in models. */
class RedactorTest {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final Color PERSON = new Color(0xE01010);
    private static final Color CAR = new Color(0x1010E0);

    /** The case's own car. */
    private static final Rectangle OWN = new Rectangle(384, 594, 384, 270);

    private final NativeLeases leases = new NativeLeases();
    private final BufferedImage street = street();
    private RedactionSettings settings = RedactionSettings.DEFAULT;
    private int failsFrom;

    @Test
    void aBystanderIsBlurredAndTheRestOfThePictureIsNot() throws IOException {
        Rectangle person = thing(PERSON, 1000, 300, 60, 180);
        thing(CAR, OWN);

        Redacted redacted = redact(parking());

        assertThat(redacted.persons()).isEqualTo(1);
        assertThat(redacted.note()).isEqualTo("1 person, 0 plates blurred");
        assertThat(left(redacted, person)).as("the person").isLessThan(0.1);
        assertThat(left(redacted, OWN)).as("the case's car").isGreaterThan(0.8);
        assertThat(lines(redacted.picture(), new Rectangle(1400, 100, 300, 300)))
                .isLessThan(0.5);
        assertThat(leases.open()).isZero();
    }

    @Test
    void aPersonTooSmallForOneLookAtTheWholePictureIsFoundInAPartOfIt() throws IOException {
        // 2.7 pixels high in the model's input, 7 in a part's.
        Rectangle person = thing(PERSON, 1200, 500, 20, 20);

        assertThat(left(redact(parking()), person)).isLessThan(0.25);
    }

    @Test
    void aPersonInFrontOfTheCasesOwnCarIsBlurredAllTheSame() throws IOException {
        thing(CAR, OWN);
        Rectangle person = thing(PERSON, 500, 650, 70, 200);

        Redacted redacted = redact(parking());

        assertThat(left(redacted, person)).isLessThan(0.1);
        assertThat(left(redacted, new Rectangle(640, 600, 120, 260)))
                .as("beside the person")
                .isGreaterThan(0.8);
    }

    @Test
    void wherePlatesSitOnAnotherVehicleIsBlurredAndItsRoofIsNot() throws IOException {
        thing(CAR, 1200, 700, 300, 240);
        thing(CAR, OWN);

        Redacted redacted = redact(parking());

        assertThat(redacted.plates()).isEqualTo(1);
        assertThat(left(redacted, new Rectangle(1200, 790, 300, 150))).isLessThan(0.1);
        assertThat(left(redacted, new Rectangle(1200, 700, 300, 70)))
                .as("its roof")
                .isGreaterThan(0.8);
        assertThat(left(redacted, OWN)).as("the case's car").isGreaterThan(0.8);
    }

    @Test
    void aVehicleBehindTheCasesOwnIsNotBlurredWhereItIsHidden() throws IOException {
        KeptObject kept =
                KeptObject.of(parking(), List.of(parking().box()), List.of()).get(0);
        NormalizedBox behind = new NormalizedBox(0.3, 0.45, 0.2, 0.25);
        NormalizedBox before = new NormalizedBox(0.3, 0.65, 0.2, 0.25);

        assertThat(kept.isBefore(behind)).isTrue();
        assertThat(kept.isBefore(before)).isFalse();
        assertThat(kept.body(WIDTH, HEIGHT).contains(OWN.getCenterX(), OWN.getCenterY()))
                .isTrue();
        assertThat(kept.body(WIDTH, HEIGHT).contains(OWN.x + 5, OWN.y + 5))
                .as("a corner of its box")
                .isFalse();
    }

    @Test
    void theVendorIsShownAndACustomerIsNot() throws IOException {
        Rectangle vendor = thing(PERSON, 420, 600, 90, 250);
        Rectangle customer = thing(PERSON, 600, 640, 70, 200);
        Rectangle passerBy = thing(PERSON, 1300, 640, 70, 200);

        Redacted redacted = redact(vending());

        assertThat(left(redacted, vendor)).isGreaterThan(0.8);
        assertThat(left(redacted, customer)).isLessThan(0.1);
        assertThat(left(redacted, passerBy)).isLessThan(0.1);
    }

    @Test
    void whatAParkedCarsCaseKeepsIsNoPersonInItsBox() throws IOException {
        Rectangle person = thing(PERSON, 420, 600, 90, 250);

        assertThat(left(redact(parking()), person)).isLessThan(0.1);
    }

    @Test
    void whatIsBlurredDependsOnAFewNumbersOnly() {
        BufferedImage one = new BufferedImage(120, 60, BufferedImage.TYPE_INT_RGB);
        BufferedImage other = new BufferedImage(120, 60, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 120; x += 2) {
                // The same colours in another order: another face, another plate.
                int a = random.nextBoolean() ? 0x202020 : 0xD0D0D0;
                int b = a == 0x202020 ? 0xD0D0D0 : 0x202020;
                one.setRGB(x, y, a);
                one.setRGB(x + 1, y, b);
                other.setRGB(x, y, b);
                other.setRGB(x + 1, y, a);
            }
        }

        Obscurer.obscure(one, new PixelBox(0, 0, 120, 60), 4, new Rectangle());
        Obscurer.obscure(other, new PixelBox(0, 0, 120, 60), 4, new Rectangle());

        assertThat(one.getRGB(0, 0, 120, 60, null, 0, 120)).isEqualTo(other.getRGB(0, 0, 120, 60, null, 0, 120));
    }

    @Test
    void aDetectorThatFailsGivesNoPictureAtAll() {
        thing(PERSON, 1000, 300, 60, 180);
        failsFrom = 1;

        assertThatThrownBy(() -> redact(parking()))
                .isInstanceOf(RedactionException.class)
                .hasMessageContaining("the detector failed or was closed");
        assertThat(leases.open()).isZero();
    }

    @Test
    void aDetectorThatFailsInTheMiddleOfAPictureGivesNonePictureEither() {
        failsFrom = 2;

        assertThatThrownBy(() -> redact(parking())).isInstanceOf(RedactionException.class);
    }

    @Test
    void aSiteMaySwitchItOffAndThePictureSaysSo() throws IOException {
        Rectangle person = thing(PERSON, 1000, 300, 60, 180);
        settings = new RedactionSettings(false, false);
        failsFrom = 1;

        Redacted redacted = redact(parking());

        assertThat(left(redacted, person)).isGreaterThan(0.8);
        assertThat(redacted.note())
                .isEqualTo("persons are not blurred: switched off in the site's settings, plates are not blurred:"
                        + " switched off in the site's settings");
    }

    private Redacted redact(CaseFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(street, "jpeg", bytes);
        ColourDetector detector = new ColourDetector(failsFrom);
        try (InferenceBatcher<ModelInput, Detections> batcher = InferenceBatcher.ofDetectors(
                        List.of(detector),
                        new InferenceBatcher.Settings(2, Duration.ofMillis(1), BatchedEyes.MAX_LOOKS),
                        new SimpleMeterRegistry());
                BatchedEyes eyes = new BatchedEyes(batcher, detector.input())) {
            batcher.start();
            return new Redactor(eyes, null, settings, leases)
                    .redact(ByteBuffer.wrap(bytes.toByteArray()), file, List.of(file.box()));
        }
    }

    private static CaseFile parking() {
        Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofSeconds(10), Duration.ofSeconds(30));
        return Cases.caseFile(new CaseId("20261124-040100-00001"), stay);
    }

    private static CaseFile vending() {
        Stay car = Cases.stay(UUID.randomUUID(), MediaTime.ofSeconds(10), Duration.ofSeconds(30));
        return Cases.caseFile(
                new CaseId("20261124-040100-00001"),
                new Stay(
                        car.id(),
                        EventKind.STREET_VENDING,
                        car.zone(),
                        ObjectKind.STALL,
                        car.box(),
                        car.start(),
                        car.latest(),
                        car.dwell(),
                        car.confidence()));
    }

    private static BufferedImage street() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(new Color(0x70A070));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.dispose();
        return picture;
    }

    private Rectangle thing(Color colour, int x, int y, int w, int h) {
        return thing(colour, new Rectangle(x, y, w, h));
    }

    /** With fine lines, as a face or a plate has them. */
    private Rectangle thing(Color colour, Rectangle at) {
        Graphics2D g = street.createGraphics();
        g.setColor(colour);
        g.fill(at);
        g.setColor(colour.darker());
        for (int x = at.x + 2; x < at.x + at.width - 2; x += 6) {
            g.fillRect(x, at.y + 2, 2, at.height - 4);
        }
        g.dispose();
        return at;
    }

    /** How much is left of the fine lines in a part: 1 all, 0 nothing; between, where some of it is blurred. */
    private double left(Redacted redacted, Rectangle part) {
        return lines(redacted.picture(), part) / lines(street, part);
    }

    /** Mean step between neighbours in a row. */
    private static double lines(BufferedImage picture, Rectangle part) {
        long sum = 0;
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x + 1; x < part.x + part.width; x++) {
                sum += difference(picture.getRGB(x, y), picture.getRGB(x - 1, y));
            }
        }
        return (double) sum / (part.width * part.height);
    }

    private static int difference(int a, int b) {
        int greatest = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            greatest = Math.max(greatest, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
        }
        return greatest;
    }
}
