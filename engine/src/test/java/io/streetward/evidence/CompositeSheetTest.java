package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseFile;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.Footage;
import io.streetward.codec.PacketFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Stay;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.SiteKey;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                    .containsExactly("anti-forgery code " + code);
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
    void aSheetOfRealFootageIsReadable() throws Exception {
        Path street = Footage.clip("events/a_park1.mp4");
        List<EncodedPacket> packets = PacketFile.read(street, Cases.NOON);
        try (RecordingRig rig = new RecordingRig(data, packets, RecordingRig.settings(8, 5, 120))) {
            Stay stay = RecordingRig.at(RecordingRig.stay(14, 2), new NormalizedBox(0.0609, 0.3635, 0.0808, 0.1255));
            rig.runTo(16);
            rig.recorder.noticed(stay);
            rig.runTo(44);
            CaseFile file = rig.confirmAndFile(RecordingRig.at(RecordingRig.later(stay, 30), stay.box()));
            rig.runTo(60);
            BufferedImage sheet = sheet(rig, file);
            assertThat(sheet.getWidth()).isBetween(1600, 1620);
            keep(rig, file, "park");
        }
    }

    private static BufferedImage sheet(RecordingRig rig, CaseFile file) throws Exception {
        return ImageIO.read(rig.folder(file).resolve("composite.jpg").toFile());
    }

    private static void keep(RecordingRig rig, CaseFile file, String name) throws Exception {
        for (String f : List.of("composite.jpg", "still-2-confirmed.annotated.jpg"))
            Files.copy(
                    rig.folder(file).resolve(f),
                    Path.of("/tmp/sheets/" + name + "-" + f),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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
