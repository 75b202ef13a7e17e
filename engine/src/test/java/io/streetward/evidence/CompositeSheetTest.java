package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.RuleSettings;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.Footage;
import io.streetward.codec.PacketFile;
import io.streetward.media.ClockOffset;
import io.streetward.media.EncodedPacket;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.rules.Stay;
import io.streetward.rules.Zone;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.SiteKey;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets as the recorder leaves them in a case's folder, decoded from the file. */
class CompositeSheetTest {
    @TempDir
    Path data;

    @Test
    void aParkedCarGetsTwoPanoramasACloseUpAndWhatIsKnown() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> camera =
                PacketFile.readAnnexB(FfmpegCli.testClip(data, "libx264", 40, 0, "1280x720"), Cases.NOON);
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 2, 60))) {
            Stay stay = RecordingRig.stay(8, 1);
            rig.runTo(9);
            rig.recorder.noticed(stay);
            rig.runTo(24);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 15));
            rig.runTo(30);

            assertThat(rig.dossier(file).evidenceStatus())
                    .isEqualTo(new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
            assertThat(rig.dossier(file).evidence())
                    .extracting(EvidenceItem::fileName)
                    .containsExactly(
                            "still-1-arrival.jpg",
                            "still-2-confirmed.jpg",
                            "still-1-arrival.annotated.jpg",
                            "still-2-confirmed.annotated.jpg",
                            "composite.jpg",
                            "clip.mp4");
            BufferedImage sheet = sheet(rig, file);
            SheetStyle style = SheetStyle.of(1280);
            assertThat(sheet.getWidth()).isEqualTo(style.widthPx()).isGreaterThan(2 * 1280);
            BufferedImage raw =
                    ImageIO.read(rig.folder(file).resolve("still-1-arrival.jpg").toFile());
            // Top right of the first picture is outside zone and box: it is the raw still, pixel for pixel but for
            // JPEG.
            int left = style.round(SheetStyle.MARGIN);
            int top = style.round(SheetStyle.HEADER);
            assertThat(difference(raw, 900, 40, sheet, left + 900, top + 40, 300, 120))
                    .isLessThan(6);
            BufferedImage second = ImageIO.read(
                    rig.folder(file).resolve("still-2-confirmed.jpg").toFile());
            int secondLeft = left + style.cellPx() + style.round(SheetStyle.GUTTER);
            assertThat(difference(second, 900, 40, sheet, secondLeft + 900, top + 40, 300, 120))
                    .isLessThan(6);
            assertThat(ink(sheet, secondLeft, sheet.getHeight() / 2 + 40, style.cellPx(), 300))
                    .as("facts are written beside the close-up")
                    .isBetween(0.01, 0.3);
            assertThat(ink(
                            sheet,
                            sheet.getWidth() - left - style.round(320),
                            style.round(45),
                            style.round(300),
                            style.round(30)))
                    .as("the code is written in its frame")
                    .isBetween(0.03, 0.5);
            assertThat(rig.leases.open()).isZero();
        }
    }

    @Test
    void theCodeIsInRecordAndManifestAndIsTheOneTheRawFilesGive() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> camera =
                PacketFile.readAnnexB(FfmpegCli.testClip(data, "libx264", 20, 0, "320x180"), Cases.NOON);
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 2, 60))) {
            rig.runTo(9);
            Stay stay = RecordingRig.stay(8, 1);
            rig.recorder.noticed(stay);
            rig.runTo(14);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 5));
            rig.runTo(20);

            ObjectMapper mapper = new ObjectMapper();
            JsonNode record =
                    mapper.readTree(rig.folder(file).resolve("case.json").toFile());
            JsonNode manifest =
                    mapper.readTree(rig.folder(file).resolve("manifest.json").toFile());
            String code = record.at("/evidence/antiForgeryCode").asText();
            assertThat(code).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}");
            assertThat(manifest.at("/case/antiForgeryCode").asText()).isEqualTo(code);
            assertThat(rig.dossier(file).evidence())
                    .filteredOn(item -> item.role() == EvidenceRole.COMPOSITE_SHEET)
                    .extracting(EvidenceItem::note)
                    .containsExactly("anti-forgery code " + code
                            + "; still-1-arrival 0 persons, 0 plates blurred; still-2-confirmed 0 persons, 0 plates"
                            + " blurred");
            assertThat(manifest.at("/place/publicNoticeNumber").asText()).isEqualTo("2026-118");
            assertThat(record.at("/camera/publicNotice").asText()).isEqualTo("2026-118");
            assertThat(record.at("/camera/address").asText()).isEqualTo("118 Nanshan Road, pole 3");
            assertThat(new BundleVerifier(List.of(
                                    SiteKey.openOrMake(rig.folders.keys()).publicKey()))
                            .verify(rig.folder(file), false)
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void aCloseUpKeepsTheShapeAndIsNeverEnlargedBeyondSense() {
        BufferedImage still = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);

        CloseUp tiny = CloseUp.of(still, new NormalizedBox(0.99, 0.99, 0.002, 0.002), 960, 540);
        CloseUp tall = CloseUp.of(still, new NormalizedBox(0.4, 0.2, 0.05, 0.6), 960, 540);
        CloseUp all = CloseUp.of(still, new NormalizedBox(0, 0, 1, 1), 480, 540);

        assertThat(tiny.enlarged()).isEqualTo(6);
        assertThat(tiny.cut().xPx() + tiny.cut().widthPx()).isEqualTo(1920);
        assertThat(tall.cut().heightPx()).isEqualTo(972); // 648 with a quarter more on each side
        assertThat(tall.cut().widthPx()).isEqualTo(1728);
        assertThat(all.enlarged()).isEqualTo(0.25);
        assertThat(all.picture().getWidth()).isEqualTo(480);
    }

    @Test
    void aSheetOfRealFootageInChineseIsWrittenInFullWhereAFontHasTheCharacters() throws Exception {
        LegendFont font = LegendFont.ofThisMachine();
        assumeTrue(font.forText("禁停区", Font.PLAIN, 12).isPresent(), "skipped: needs a font with Chinese characters");
        CaseFile file = inChinese();
        List<RawStill> stills = FootageStills.of(Footage.clip("events/a_park1.mp4"), file, data);
        StillFindings findings = new StillFindings(
                Optional.of("粤B·D2345挂"),
                Optional.of(new ClockOffset(Duration.ofMillis(-730), Duration.ofMillis(12), 240)));
        List<String> notes = new ArrayList<>();

        new Derivatives(RecordingRig::untouched, RecordingRig.ZONE, font).write(data, file, stills, findings, notes);

        assertThat(notes).isEmpty();
        BufferedImage sheet = ImageIO.read(data.resolve("composite.jpg").toFile());
        assertThat(sheet.getWidth()).isBetween(1600, 1620);
        SheetStyle style = SheetStyle.of(768);
        assertThat(ink(sheet, style.round(SheetStyle.MARGIN), style.round(22), style.round(500), style.round(34)))
                .as("the title")
                .isBetween(0.05, 0.5);
    }

    /** A car in a bay whose every name is Chinese, and long. */
    private static CaseFile inChinese() {
        Zone zone = new Zone(
                "bay",
                "渣土车禁停区（东侧路缘）",
                new NormalizedPolygon(List.of(
                        new NormalizedPoint(0, 0.5003),
                        new NormalizedPoint(0.3105, 0.227),
                        new NormalizedPoint(0.4002, 0.227),
                        new NormalizedPoint(0, 0.746))));
        CaseContext context = new CaseContext(
                "site-1",
                Cases.CAMERA,
                "南山路东口 球机 3 号",
                "浙江省宁波市奉化区南山路 118 号东侧人行道上市政路灯杆（杆号 NS-118-03），镜头朝北，距地 6.5 米",
                "奉综执公告〔2026〕118 号",
                new RuleSettings(Duration.ofSeconds(30)),
                "centernet-mobilenetv3",
                "0.1.0-test");
        Stay stay = RecordingRig.at(RecordingRig.stay(14, 30), new NormalizedBox(0.0609, 0.3635, 0.0808, 0.1255));
        CaseFile file = Cases.caseFile(new CaseId("20261124-040044-3ZK7Q"), stay);
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
                null,
                file.filedAt(),
                file.state(),
                null);
    }

    private static BufferedImage sheet(RecordingRig rig, CaseFile file) throws Exception {
        return ImageIO.read(rig.folder(file).resolve("composite.jpg").toFile());
    }

    /** Mean difference of two regions, in grey levels. */
    private static double difference(
            BufferedImage a, int ax, int ay, BufferedImage b, int bx, int by, int widthPx, int heightPx) {
        double sum = 0;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                sum += Math.abs(grey(a.getRGB(ax + x, ay + y)) - grey(b.getRGB(bx + x, by + y)));
            }
        }
        return sum / (widthPx * heightPx);
    }

    /** Share of dark pixels. */
    private static double ink(BufferedImage image, int left, int top, int widthPx, int heightPx) {
        int dark = 0;
        for (int y = top; y < top + heightPx; y++) {
            for (int x = left; x < left + widthPx; x++) {
                dark += grey(image.getRGB(x, y)) < 128 ? 1 : 0;
            }
        }
        return dark / (double) (widthPx * heightPx);
    }

    private static double grey(int rgb) {
        return ((rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3.0;
    }
}
