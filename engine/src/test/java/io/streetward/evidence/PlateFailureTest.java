package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseFile;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.PacketFile;
import io.streetward.detect.DetectorException;
import io.streetward.detect.PictureSource;
import io.streetward.detect.plate.PlateReader;
import io.streetward.detect.plate.PlateReading;
import io.streetward.detect.plate.PlateVerdict;
import io.streetward.media.EncodedPacket;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Stay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a plate, the rest of the evidence does not suffer. With real readers: PlateEvidenceTest in models. */
class PlateFailureTest {
    @TempDir
    static Path clips;

    private static List<EncodedPacket> camera;

    @TempDir
    Path data;

    private interface Reading {
        List<PlateReading> of(PictureSource picture) throws DetectorException;
    }

    private record Reader(Reading reading) implements PlateReader {
        @Override
        public String name() {
            return "reader";
        }

        @Override
        public boolean findsPlates() {
            return true;
        }

        @Override
        public List<PlateReading> read(PictureSource picture, NormalizedBox box) throws DetectorException {
            return reading.of(picture);
        }

        @Override
        public void close() {}
    }

    @BeforeAll
    static void makeCamera() throws Exception {
        FfmpegCli.assumePresent();
        camera = PacketFile.readAnnexB(FfmpegCli.testClip(clips, "libx264", 20, 0, "320x180"), Cases.NOON);
    }

    private JsonNode caseWith(Reading reading) throws Exception {
        try (PlateWitness witness = new PlateWitness(new Reader(reading));
                RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(3, 2, 60), witness)) {
            Stay stay = RecordingRig.stay(8, 1);
            rig.runTo(9);
            rig.recorder.noticed(stay);
            rig.runTo(12);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 4));
            rig.runTo(20);
            assertThat(rig.dossier(file).evidenceStatus())
                    .isEqualTo(new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
            assertThat(rig.dossier(file).evidence())
                    .filteredOn(item -> item.role() != EvidenceRole.PLATE_READING)
                    .hasSize(6);
            assertThat(rig.leases.open()).isZero();
            return new ObjectMapper()
                    .readTree(rig.folder(file).resolve("case.json").toFile())
                    .path("plate");
        }
    }

    @Test
    void aReaderThatFailsLeavesANote() throws Exception {
        JsonNode plate = caseWith(picture -> {
            throw new DetectorException("broken on purpose");
        });
        assertThat(plate.has("text")).isFalse();
        assertThat(plate.path("notes").get(0).asText())
                .isEqualTo("still-1-arrival.jpg: reading failed: broken on purpose");
        assertThat(plate.path("notes")).hasSize(2);
    }

    @Test
    void aReaderThatThrowsWhatNobodyExpectsLeavesANoteToo() throws Exception {
        JsonNode plate = caseWith(picture -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(plate.path("notes").get(1).asText()).startsWith("still-2-confirmed.jpg: reading failed");
    }

    @Test
    void writingThatIsNoPlateIsNotShownButItsReasonIs() throws Exception {
        JsonNode plate = caseWith(picture -> List.of(new PlateReading(
                new PlateVerdict.NotAPlate("合肥城泊", "begins with 合, expected a province"),
                new NormalizedBox(0, 0, 1, 1))));
        assertThat(plate.has("text")).isFalse();
        assertThat(plate.path("notes").get(0).asText())
                .contains("no plate among 1 pieces of writing")
                .contains("expected a province");
    }

    @Test
    void aVehicleWithoutWritingIsSaidToHaveNone() throws Exception {
        assertThat(caseWith(picture -> List.of()).path("notes").get(0).asText())
                .isEqualTo("still-1-arrival.jpg: no writing was found on the vehicle");
    }
}
