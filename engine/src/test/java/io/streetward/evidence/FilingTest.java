package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.HistoryEntry;
import io.streetward.cases.PictureFacts;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.PacketFile;
import io.streetward.detect.Detection;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ObjectKind;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Stay;
import io.streetward.scene.ViewState;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a case becomes by its evidence, and what of it may leave the site. */
class FilingTest {
    private static final StillEyes NOBODY = picture -> List.of();

    @TempDir
    static Path clips;

    private static List<EncodedPacket> camera;

    @TempDir
    Path data;

    private ViewState view = ViewState.CLEAR;

    @BeforeAll
    static void makeCamera() throws Exception {
        FfmpegCli.assumePresent();
        camera = PacketFile.readAnnexB(FfmpegCli.testClip(clips, "libx264", 30, 0, "320x180"), Cases.NOON);
    }

    @Test
    void aCaseIsFiledByItsStillsAndDoesNotWaitForTheClip() throws Exception {
        try (RecordingRig rig = rig(RecordingRig.SMALL, NOBODY)) {
            CaseFile file = park(rig);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.file().state()).isEqualTo(CaseState.FILED);
            assertThat(dossier.evidence()).noneMatch(item -> item.role() == EvidenceRole.CLIP);
            assertThat(last(dossier).reason())
                    .startsWith(
                            "its evidence meets the conditions; how far the camera's clock is off was not measured");
            assertThat(dossier.evidence())
                    .filteredOn(item -> item.picture() != null)
                    .extracting(EvidenceItem::picture)
                    .containsExactly(
                            new PictureFacts(320, 180, PictureFacts.View.CLEAR, ""),
                            new PictureFacts(320, 180, PictureFacts.View.CLEAR, ""));
        }
    }

    @Test
    void aCaseWithPicturesTooSmallGoesToAPersonWithTheReasonAndKeepsItsEvidence() throws Exception {
        try (RecordingRig rig = rig(EvidenceConditions.DEFAULT, NOBODY)) {
            CaseFile file = park(rig);
            rig.runTo(30);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.file().state()).isEqualTo(CaseState.NEEDS_REVIEW);
            assertThat(last(dossier).reason()).contains("still-1-arrival.jpg has 320×180 pixels");
            assertThat(dossier.evidence()).hasSize(6);
        }
    }

    @Test
    void aCameraThatWasTurnedWhenTheCaseWasConfirmedDoesNotFileIt() throws Exception {
        try (RecordingRig rig = rig(RecordingRig.SMALL, NOBODY)) {
            Stay stay = RecordingRig.stay(8, 1);
            rig.runTo(9);
            rig.recorder.noticed(stay);
            rig.runTo(20);
            view = new ViewState(ViewState.Phase.MOVED, "the picture lies 40 pixels to the left");
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 12));

            assertThat(rig.dossier(file).file().state()).isEqualTo(CaseState.NEEDS_REVIEW);
            assertThat(last(rig.dossier(file)).reason())
                    .isEqualTo(
                            "still-2-confirmed.jpg: the camera did not see its place as it should: the picture lies 40"
                                    + " pixels to the left");
        }
    }

    @Test
    void derivativesAreNotReleasedWhereTheDetectorFailsAndTheCaseIsFiledAllTheSame() throws Exception {
        StillEyes broken = picture -> {
            throw new DetectorException("broken on purpose");
        };
        try (RecordingRig rig = rig(RecordingRig.SMALL, broken)) {
            CaseFile file = park(rig);
            rig.runTo(30);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.file().state()).isEqualTo(CaseState.FILED);
            assertThat(dossier.evidence())
                    .extracting(EvidenceItem::role)
                    .containsExactlyInAnyOrder(
                            EvidenceRole.ARRIVAL_STILL, EvidenceRole.CONFIRMATION_STILL, EvidenceRole.CLIP);
            assertThat(dossier.evidence()).noneMatch(item -> item.role().mayLeaveSite());
            assertThat(rig.folder(file).resolve("still-1-arrival.annotated.jpg"))
                    .doesNotExist();
            assertThat(dossier.evidenceStatus().notes())
                    .contains("still-1-arrival.annotated.jpg is not released: it could not be made sure that bystanders"
                            + " and other plates are blurred (broken on purpose)");
            assertThat(rig.leases.open()).isZero();
        }
    }

    @Test
    void onlyRedactedDerivativesMayLeaveAndTheySayHowManyAreBlurred() throws Exception {
        NormalizedBox person = new NormalizedBox(0.7, 0.4, 0.1, 0.4);
        StillEyes eyes = picture -> List.of(new Detection(ObjectKind.PERSON, "person", 0.2, person));
        try (RecordingRig rig = rig(RecordingRig.SMALL, eyes)) {
            CaseFile file = park(rig);

            assertThat(rig.dossier(file).evidence())
                    .filteredOn(item -> item.role().mayLeaveSite())
                    .hasSize(3)
                    .allSatisfy(item -> {
                        assertThat(item.fileName()).matches("still-.*\\.annotated\\.jpg|composite\\.jpg");
                        assertThat(item.note()).contains("1 person, 0 plates blurred");
                    });
        }
    }

    @Test
    void whatTheCameraSeesOnLookingAgainIsKeptBesideWhatItSawBefore() throws Exception {
        try (RecordingRig rig = rig(RecordingRig.SMALL, NOBODY)) {
            CaseFile file = park(rig);
            rig.runTo(34);

            rig.recorder.lookedAgain(file, Cases.frame(MediaTime.ofSeconds(32)));
            rig.recorder.lookedAgain(file, Cases.frame(MediaTime.ofSeconds(33)));

            assertThat(rig.dossier(file).evidence())
                    .extracting(EvidenceItem::fileName)
                    .contains(
                            "still-4-after-1.jpg",
                            "still-4-after-1.annotated.jpg",
                            "before-after-1.jpg",
                            "still-4-after-2.jpg",
                            "before-after-2.jpg");
            BufferedImage pair =
                    ImageIO.read(rig.folder(file).resolve("before-after-1.jpg").toFile());
            assertThat(pair.getWidth()).isEqualTo(320 + 12 + 320);
            assertThat(rig.leases.open()).isZero();
        }
    }

    @Test
    void aRestartDecidesOnACaseThatWasOnlyReportedAndDrawsWhatWasNotDrawn() throws Exception {
        CaseFile file;
        try (RecordingRig rig = rig(RecordingRig.SMALL, NOBODY)) {
            Stay stay = RecordingRig.stay(8, 1);
            rig.runTo(9);
            rig.recorder.noticed(stay);
            rig.runTo(20);
            Stay confirmed = RecordingRig.later(stay, 12);
            rig.recorder.confirmed(confirmed, null);
            file = rig.book.file(Cases.caseFile(new CaseId("20261124-040100-00009"), confirmed));
            // killed here: the spool is there, the book has the case, nothing else was done
            assertThat(rig.dossier(file).file().state()).isEqualTo(CaseState.REPORTED);

            new EvidenceRecovery(rig.writer, rig.book, rig.settings).completeLeftovers();

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.file().state()).isIn(CaseState.FILED, CaseState.NEEDS_REVIEW);
            assertThat(last(dossier).actor()).isEqualTo("engine");
            assertThat(dossier.evidence())
                    .filteredOn(item -> item.role().mayLeaveSite())
                    .as("both stills and the sheet")
                    .hasSize(3);
        }
    }

    private RecordingRig rig(EvidenceConditions conditions, StillEyes eyes) throws Exception {
        return new RecordingRig(
                data,
                camera,
                RecordingRig.settings(3, 2, 60),
                EvidenceSource.ofAnalysedStream(Optional::empty).withView(() -> Optional.of(view)),
                null,
                conditions,
                eyes);
    }

    private static CaseFile park(RecordingRig rig) throws Exception {
        Stay stay = RecordingRig.stay(8, 1);
        rig.runTo(9);
        rig.recorder.noticed(stay);
        rig.runTo(20);
        return rig.confirmAndFile(RecordingRig.later(stay, 12));
    }

    private static HistoryEntry last(CaseDossier dossier) {
        List<HistoryEntry> steps = dossier.history().stream()
                .filter(entry -> entry.kind() == CaseEventKind.STATE)
                .toList();
        return steps.get(steps.size() - 1);
    }
}
