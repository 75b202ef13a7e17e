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
import io.streetward.codec.PacketFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.NormalizedBox;
import io.streetward.models.FilePicture;
import io.streetward.models.TestPictures;
import io.streetward.models.plates.CarScene;
import io.streetward.models.plates.DjlPlateReaderProvider;
import io.streetward.models.plates.PlateBundles;
import io.streetward.rules.Stay;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded stay whose plate the default reader finds in the stills: what ends up in the case. */
class PlateEvidenceTest {
    private static final int WIDTH_PX = 1920;
    private static final int HEIGHT_PX = 1080;
    private static final String PLATE = "皖A07F55";

    @TempDir
    static Path clips;

    private static FilePicture plate;
    private static NormalizedBox car;
    private static List<EncodedPacket> camera;
    private static Path bundles;

    @TempDir
    Path data;

    @BeforeAll
    static void record() throws Exception {
        FfmpegCli.assumePresent();
        plate = FilePicture.load(TestPictures.shared("eval/plates/" + PLATE + ".jpg"));
        bundles = PlateBundles.fetchedDefault();
        car = RecordingRig.stay(8, 1).box();
        camera = PacketFile.readAnnexB(clip(CarScene.of(plate, WIDTH_PX, HEIGHT_PX, car)), Cases.NOON);
    }

    private static Path clip(FilePicture scene) throws Exception {
        Path still = clips.resolve("scene.png");
        ImageIO.write(scene.image(), "png", still.toFile());
        Path clip = clips.resolve("scene.mp4");
        FfmpegCli.ffmpeg(
                "-loop",
                "1",
                "-framerate",
                "5",
                "-i",
                still.toString(),
                "-t",
                "20",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-crf",
                "20",
                "-g",
                "10",
                "-pix_fmt",
                "yuv420p",
                clip.toString());
        return clip;
    }

    @Test
    void theCaseHasThePlateWithItsConfidenceItsStillAndItsPlace() throws Exception {
        try (PlateWitness witness =
                        new PlateWitness(new DjlPlateReaderProvider().open(PlateBundles.DEFAULT, bundles, 1));
                RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 2, 60), witness)) {
            CaseFile file = park(rig);

            EvidenceItem item = rig.dossier(file).evidence().stream()
                    .filter(i -> i.role() == EvidenceRole.PLATE_READING)
                    .findFirst()
                    .orElseThrow();
            assertThat(item.sha256())
                    .isEqualTo(DurableFiles.sha256(rig.folder(file).resolve("plate.json")));
            assertThat(rig.dossier(file).evidenceStatus().state()).isEqualTo(EvidenceStatus.State.COMPLETE);
            JsonNode read = new ObjectMapper()
                    .readTree(rig.folder(file).resolve("case.json").toFile())
                    .path("plate");
            assertThat(read.path("reader").asText()).isEqualTo(PlateBundles.DEFAULT);
            assertThat(read.path("text").asText()).isEqualTo(PLATE);
            assertThat(read.path("kind").asText()).isEqualTo("ordinary");
            assertThat(read.path("confidence").asDouble()).isBetween(0.5, 1.0);
            assertThat(read.path("characters")).hasSize(7);
            assertThat(read.path("characters").get(0).path("text").asText()).isEqualTo("皖");
            assertThat(read.path("still").asText()).isIn("still-1-arrival.jpg", "still-2-confirmed.jpg");
            assertThat(read.path("stills").asInt()).isEqualTo(2);
            assertThat(read.path("agreeingStills").asInt()).isEqualTo(2);
            assertThat(read.path("notes")).isEmpty();
            JsonNode box = read.path("box");
            assertThat(new NormalizedBox(
                                    box.path("x").asDouble(),
                                    box.path("y").asDouble(),
                                    box.path("w").asDouble(),
                                    box.path("h").asDouble())
                            .iou(CarScene.plateBox(plate, WIDTH_PX, HEIGHT_PX, car)))
                    .isGreaterThan(0.5);
            assertThat(rig.leases.open()).isZero();
        }
    }

    private static CaseFile park(RecordingRig rig) throws Exception {
        Stay stay = RecordingRig.stay(8, 1);
        rig.runTo(9);
        rig.recorder.noticed(stay);
        rig.runTo(14);
        CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 6));
        rig.runTo(20);
        return file;
    }
}
