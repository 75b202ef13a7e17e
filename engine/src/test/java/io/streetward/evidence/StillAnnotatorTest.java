package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.media.MediaTime;
import io.streetward.rules.Zone;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillAnnotatorTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String CODE = "ABCD-EFGH-IJKL-2345";
    private static final Color STREET = new Color(90, 90, 90);

    private final CaseFile file = Cases.caseFile(
            new CaseId("20261124-040040-3ZK7Q"),
            Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(10_000), Duration.ofSeconds(30)));

    @ParameterizedTest
    @CsvSource({"320,180", "640,360", "1920,1080", "2560,1920"})
    void theLegendIsBelowThePictureAndTheObjectIsLeftAsItWas(int widthPx, int heightPx) throws IOException {
        BufferedImage annotated = annotate(file, LegendFont.ofThisMachine(), widthPx, heightPx);

        assertThat(annotated.getWidth()).isEqualTo(widthPx);
        assertThat(annotated.getHeight()).isGreaterThanOrEqualTo(heightPx);
        assertThat(near(annotated, 0.30, 0.67, heightPx, STREET))
                .as("inside the box")
                .isTrue();
        assertThat(near(annotated, 0.50, 0.70, heightPx, STREET))
                .as("inside the zone")
                .isFalse();
        assertThat(near(annotated, 0.90, 0.20, heightPx, STREET))
                .as("elsewhere")
                .isTrue();
    }

    @Test
    void withoutAnyFontThereIsBoxAndZoneButNoLegend() throws IOException {
        LegendFont none = LegendFont.of(() -> {
            throw new InternalError("fontconfig is not installed");
        });

        BufferedImage annotated = annotate(file, none, 640, 360);

        assertThat(annotated.getHeight()).isEqualTo(360);
        assertThat(near(annotated, 0.50, 0.70, 360, STREET))
                .as("inside the zone")
                .isFalse();
    }

    @Test
    void aNameNoFontCanWriteIsReplacedByItsId() throws IOException {
        LegendFont font = LegendFont.ofThisMachine();
        String unwritable = "\uE83A\uE83B"; // private use
        assertThat(font.forText(unwritable, Font.PLAIN, 12)).isEmpty();
        Zone zone = new Zone("kerb", unwritable, Cases.ZONE.polygon());
        CaseContext context = new CaseContext(
                "site-1",
                Cases.CAMERA,
                unwritable,
                file.context().rule(),
                file.context().detector(),
                "0.1.0");

        Legend legend = Legend.of(with(zone, context), Occasion.CONFIRMATION, file.confirmed(), CODE, SHANGHAI);

        assertThat(legend.title().ascii()).isEqualTo("Illegal parking - zone kerb");
        assertThat(legend.facts().get(0).ascii()).isEqualTo("camera gate-east");
        assertThat(annotate(with(zone, context), font, 640, 360).getHeight()).isGreaterThanOrEqualTo(360);
    }

    @Test
    void theLegendTellsBothTimesAndTheDwell() {
        Legend legend = Legend.of(file, Occasion.CONFIRMATION, file.confirmed(), CODE, SHANGHAI);

        assertThat(legend.facts())
                .extracting(Legend.Line::text)
                .containsExactly(
                        "East gate (gate-east)",
                        "2026-11-24 12:00:40.123 +08:00",
                        "2026-11-24 04:00:40.123 UTC",
                        "standing 30.0 s, 30 s permitted",
                        "118 Nanshan Road, pole 3",
                        "public notice 2026-118",
                        "site site-1, case 20261124-040040-3ZK7Q",
                        "code " + CODE);
        assertThat(legend.tag().text()).isEqualTo("Car 30 s");
    }

    private CaseFile with(Zone zone, CaseContext context) {
        return new CaseFile(
                file.id(),
                file.stayId(),
                file.kind(),
                context,
                zone,
                file.object(),
                file.box(),
                file.started(),
                file.confirmed(),
                file.dwell(),
                file.confidence(),
                file.reasons(),
                file.witnesses(),
                file.passages(),
                file.previousCase(),
                file.filedAt(),
                file.state(),
                null);
    }

    private static BufferedImage annotate(CaseFile file, LegendFont font, int widthPx, int heightPx)
            throws IOException {
        ByteBuffer jpeg = new StillAnnotator(SHANGHAI, font)
                .annotate(
                        street(widthPx, heightPx),
                        file,
                        new Shot(Occasion.CONFIRMATION, file.confirmed().pts(), file.box()),
                        file.confirmed(),
                        CODE);
        byte[] bytes = new byte[jpeg.remaining()];
        jpeg.get(bytes);
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static BufferedImage street(int widthPx, int heightPx) {
        BufferedImage picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(STREET);
        g.fillRect(0, 0, widthPx, heightPx);
        g.dispose();
        return picture;
    }

    private static boolean near(BufferedImage image, double x, double y, int heightPx, Color colour) {
        Color seen = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * heightPx)));
        return Math.abs(seen.getRed() - colour.getRed()) < 6
                && Math.abs(seen.getGreen() - colour.getGreen()) < 6
                && Math.abs(seen.getBlue() - colour.getBlue()) < 6;
    }
}
