package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.Footage;
import io.streetward.codec.PacketFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Onset;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a truck dropped: the ground before, the trail, what lies there after, and the truck, long after they were seen. */
class SpillSetTest {
    private static final NormalizedBox DEBRIS = new NormalizedBox(0.4, 0.6, 0.1, 0.06);
    private static final NormalizedBox TRUCK = new NormalizedBox(0.35, 0.3, 0.2, 0.3);
    private static final List<String> RAW =
            List.of("still-0-before.jpg", "still-1-arrival.jpg", "still-2-confirmed.jpg", "still-3-vehicle.jpg");

    @TempDir
    static Path clips;

    private static List<EncodedPacket> camera;

    @TempDir
    Path data;

    @BeforeAll
    static void makeCamera() throws Exception {
        FfmpegCli.assumePresent();
        camera = PacketFile.readAnnexB(FfmpegCli.testClip(clips, "libx264", 64, 2, "640x360"), Cases.NOON);
    }

    /** Clean at 12 s, first seen at 19 s and all there at 20 s: the clip alone would begin at 17 s. */
    private static SpillCase spill() {
        return new SpillCase(
                new Onset(SpillCase.frame(12.0), SpillCase.frame(19.0)), 20, DEBRIS, SpillCase.passage(16.52, TRUCK));
    }

    @Test
    void allFourPicturesAreTheVeryOnesThoughTheRingHasForgottenThem() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 3, 60))) {
            CaseFile file = record(rig, spill());

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus())
                    .isEqualTo(new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
            assertThat(names(dossier))
                    .containsExactly(
                            "still-0-before.jpg",
                            "still-1-arrival.jpg",
                            "still-2-confirmed.jpg",
                            "still-3-vehicle.jpg",
                            "still-0-before.annotated.jpg",
                            "still-1-arrival.annotated.jpg",
                            "still-2-confirmed.annotated.jpg",
                            "still-3-vehicle.annotated.jpg",
                            "composite.jpg",
                            "clip.mp4");
            assertThat(times(dossier)).containsExactlyEntriesOf(expectedTimes());
            assertThat(item(dossier, EvidenceRole.CLIP).from().pts())
                    .as("the clip begins where it did before")
                    .isEqualTo(MediaTime.ofSeconds(16));
            assertThat(rig.spoolFiles()).isEmpty();
            BufferedImage sheet =
                    ImageIO.read(rig.folder(file).resolve("composite.jpg").toFile());
            assertThat(sheet.getHeight()).as("three rows").isGreaterThan(3 * 430);
        }
    }

    @Test
    void aRestartAfterAKillGivesTheSameSet() throws Exception {
        Map<String, String> before;
        CaseFile file;
        try (RecordingRig rig = new RecordingRig(data.resolve("whole"), camera, RecordingRig.settings(3, 3, 60))) {
            before = rawHashes(rig.dossier(record(rig, spill())));
        }
        try (RecordingRig rig = new RecordingRig(data.resolve("killed"), camera, RecordingRig.settings(3, 3, 60))) {
            SpillCase spill = spill();
            rig.runTo(23);
            rig.recorder.noticed(spill.noticed(23), spill.onset());
            rig.runTo(40);
            rig.recorder.confirmed(spill.noticed(40), spill.onset());
            file = rig.book.file(spill.file(40));
            rig.runTo(40.5);
            // killed here: on record, and no still cut
        }
        try (RecordingRig rig = new RecordingRig(data.resolve("killed"), camera, RecordingRig.settings(3, 3, 60))) {
            new EvidenceRecovery(rig.writer, rig.book, rig.settings).completeLeftovers();

            assertThat(rawHashes(rig.dossier(file))).isEqualTo(before);
            assertThat(names(rig.dossier(file))).contains("composite.jpg", "still-3-vehicle.annotated.jpg");
        }
    }

    @Test
    void wherePicturesBeforeItAreGoneNoDirtyOneStandsForThem() throws Exception {
        SpillCase old = new SpillCase(
                new Onset(SpillCase.frame(4.0), SpillCase.frame(19.0)), 20, DEBRIS, SpillCase.passage(16.52, TRUCK));
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 3, 60))) {
            CaseFile file = record(rig, old);

            assertThat(rig.dossier(file).evidenceStatus().notes())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("still-0-before.jpg is missing: nothing older than the picture of");
            assertThat(names(rig.dossier(file)))
                    .doesNotContain("still-0-before.jpg")
                    .contains("still-3-vehicle.jpg", "composite.jpg");
        }
    }

    @Test
    void theNearestPictureBeforeIsTakenWhereTheVeryOneWasLost() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 3, 60))) {
            SpillCase spill = spill();
            rig.runTo(11.0);
            rig.loseUntil(14); // the camera's network failed, and with it the picture of 12 s
            CaseFile file = record(rig, spill);

            EvidenceItem clean = item(rig.dossier(file), EvidenceRole.CLEAN_BEFORE_STILL);
            assertThat(clean.from().pts()).isBetween(MediaTime.ofMillis(10_800), MediaTime.ofSeconds(11));
            assertThat(clean.note()).contains("was not held; this is that of");
            assertThat(rig.dossier(file).evidenceStatus().notes()).anyMatch(n -> n.startsWith("still-0-before.jpg: "));
        }
    }

    @Test
    void whatWasNeverSeenIsSaid() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 3, 60))) {
            CaseFile file = record(rig, new SpillCase(new Onset(null, SpillCase.frame(19.0)), 20, DEBRIS, List.of()));

            assertThat(rig.dossier(file).evidenceStatus().notes())
                    .containsExactly(
                            "still-0-before.jpg is missing: the ground was not seen clean before",
                            "still-3-vehicle.jpg is missing: no vehicle was seen to pass");
            BufferedImage sheet =
                    ImageIO.read(rig.folder(file).resolve("composite.jpg").toFile());
            assertThat(sheet.getHeight()).as("their places are kept free").isGreaterThan(3 * 430);
        }
    }

    @Test
    void derivativesAreDrawnUponCopiesAndTheRawFilesStayAsTheyWereCut() throws Exception {
        DerivativeSource red = (file, still) -> {
            Redacted whole = RecordingRig.untouched(file, still);
            BufferedImage picture = whole.picture();
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 40; x++) {
                    picture.setRGB(x, y, 0xFF0000);
                }
            }
            return whole;
        };
        Map<String, String> untouched;
        try (RecordingRig rig = new RecordingRig(data.resolve("plain"), camera, RecordingRig.settings(3, 3, 60))) {
            untouched = rawHashes(rig.dossier(record(rig, spill())));
        }
        try (RecordingRig rig = new RecordingRig(data.resolve("red"), camera, RecordingRig.settings(3, 3, 60), red)) {
            CaseFile file = record(rig, spill());

            assertThat(rawHashes(rig.dossier(file))).isEqualTo(untouched);
            for (String name : RAW) {
                Path annotated = rig.folder(file).resolve(name.replace(".jpg", ".annotated.jpg"));
                assertRed(ImageIO.read(annotated.toFile()).getRGB(20, 20));
                assertThat(DurableFiles.sha256(rig.folder(file).resolve(name))).isEqualTo(untouched.get(name));
            }
            SheetStyle style = SheetStyle.of(640);
            assertRed(ImageIO.read(rig.folder(file).resolve("composite.jpg").toFile())
                    .getRGB(style.round(SheetStyle.MARGIN) + 20, style.round(SheetStyle.HEADER) + 20));
        }
    }

    @Test
    void realFootageOfASpillMakesASheet() throws Exception {
        List<EncodedPacket> packets = PacketFile.read(Footage.clip("events/a_spillbig.mp4"), Cases.NOON);
        try (RecordingRig rig = new RecordingRig(data, packets, RecordingRig.settings(8, 5, 120))) {
            CaseFile file = record(
                    rig,
                    new SpillCase(
                            new Onset(SpillCase.frame(22.0), SpillCase.frame(24.72)),
                            26.72,
                            new NormalizedBox(0.068, 0.2788, 0.3661, 0.5303),
                            SpillCase.passage(24.72, new NormalizedBox(0.3, 0.3, 0.2, 0.3))));

            assertThat(rig.dossier(file).evidenceStatus().notes()).isEmpty();
            assertThat(names(rig.dossier(file))).contains("composite.jpg");
        }
    }

    private static CaseFile record(RecordingRig rig, SpillCase spill) throws Exception {
        double all = spill.startS();
        rig.runTo(all + 2);
        rig.recorder.noticed(spill.noticed(all + 2), spill.onset());
        rig.runTo(all + 20);
        rig.recorder.confirmed(spill.noticed(all + 20), spill.onset());
        CaseFile file = rig.book.file(spill.file(all + 20));
        rig.recorder.filed(file);
        rig.runTo(all + 35);
        return file;
    }

    private static Map<String, MediaTime> expectedTimes() {
        Map<String, MediaTime> times = new TreeMap<>();
        times.put(RAW.get(0), MediaTime.ofSeconds(12));
        times.put(RAW.get(1), MediaTime.ofSeconds(20));
        times.put(RAW.get(2), MediaTime.ofSeconds(40));
        times.put(RAW.get(3), MediaTime.ofMillis(16_520));
        return times;
    }

    private static Map<String, MediaTime> times(CaseDossier dossier) {
        Map<String, MediaTime> times = new TreeMap<>();
        dossier.evidence().stream()
                .filter(item -> RAW.contains(item.fileName()))
                .forEach(item -> times.put(item.fileName(), item.from().pts()));
        return times;
    }

    private static Map<String, String> rawHashes(CaseDossier dossier) {
        Map<String, String> hashes = new TreeMap<>();
        dossier.evidence().stream()
                .filter(item -> RAW.contains(item.fileName()))
                .forEach(item -> hashes.put(item.fileName(), item.sha256()));
        assertThat(hashes).hasSize(4);
        return hashes;
    }

    private static List<String> names(CaseDossier dossier) {
        return dossier.evidence().stream().map(EvidenceItem::fileName).toList();
    }

    private static EvidenceItem item(CaseDossier dossier, EvidenceRole role) {
        return dossier.evidence().stream()
                .filter(item -> item.role() == role)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRed(int rgb) {
        assertThat(rgb >> 16 & 0xFF).isGreaterThan(200);
        assertThat(rgb >> 8 & 0xFF).isLessThan(60);
    }
}
