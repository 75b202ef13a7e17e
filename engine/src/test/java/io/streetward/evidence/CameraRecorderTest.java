package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.Footage;
import io.streetward.codec.PacketFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.rules.Stay;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.SiteKey;
import io.streetward.seal.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraRecorderTest {
    private static final int FPS = 25;

    @TempDir
    static Path clips;

    private static Path source;
    private static List<EncodedPacket> camera;
    private static List<String> pictures;

    @TempDir
    Path data;

    @BeforeAll
    static void makeCamera() throws Exception {
        FfmpegCli.assumePresent();
        source = FfmpegCli.testClip(clips, "libx264", 64, 2, "320x180");
        camera = PacketFile.readAnnexB(source, Cases.NOON);
        pictures = FfmpegCli.pictureHashes(source);
    }

    @Test
    void aFiledCaseGetsAClipFromBeforeTheStopToAfterTheConfirmationAndTwoStills() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 4, 60))) {
            Stay stay = RecordingRig.stay(20.6, 2);
            rig.runTo(22.6);
            rig.recorder.noticed(stay);
            rig.runTo(36.6);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 16));
            assertThat(rig.dossier(file).evidenceStatus().state()).isEqualTo(EvidenceStatus.State.PENDING);
            assertThat(rig.dossier(file).evidence()).hasSize(5); // stills and sheet do not wait for the post-roll
            rig.runTo(50);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus())
                    .isEqualTo(new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
            EvidenceItem clip = only(dossier, EvidenceRole.CLIP);
            assertThat(clip.from().pts()).isEqualTo(MediaTime.ofMillis(14_000)); // the keyframe before 15.6 s
            assertThat(clip.to().pts()).isBetween(MediaTime.ofMillis(40_500), MediaTime.ofMillis(40_720));
            assertThat(clip.to().at()).isEqualTo(Cases.wall(clip.to().pts()));
            assertClipShows(rig, file, clip);
            EvidenceItem arrival = only(dossier, EvidenceRole.ARRIVAL_STILL);
            EvidenceItem confirmation = only(dossier, EvidenceRole.CONFIRMATION_STILL);
            assertThat(arrival.from()).isEqualTo(file.started());
            assertThat(confirmation.from()).isEqualTo(file.confirmed());
            assertThat(confirmation.from().pts().since(arrival.from().pts()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
            assertFolderIsAsEntered(rig, file);
            assertThat(rig.spoolFiles()).isEmpty();
            assertThat(rig.leases.open()).isZero();
        }
    }

    @Test
    void aStayThatLeftInTimeLeavesNothing() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 4, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.runTo(30);
            assertThat(rig.spoolFiles()).isNotEmpty();

            rig.recorder.ended(RecordingRig.later(stay, 9));

            assertThat(rig.spoolFiles()).isEmpty();
            assertThat(data.resolve("cases")).doesNotExist();
        }
    }

    @Test
    void aStayLongerThanAClipGetsASecondOneAroundItsConfirmation() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(4, 3, 15))) {
            Stay stay = RecordingRig.stay(10, 1);
            rig.runTo(11);
            rig.recorder.noticed(stay);
            rig.runTo(50);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 40));
            rig.runTo(60);

            CaseDossier dossier = rig.dossier(file);
            EvidenceItem arrival = only(dossier, EvidenceRole.CLIP);
            EvidenceItem confirmation = only(dossier, EvidenceRole.CONFIRMATION_CLIP);
            assertThat(arrival.from().pts()).isEqualTo(MediaTime.ofMillis(6_000));
            assertThat(arrival.to().pts()).isBetween(MediaTime.ofMillis(20_900), MediaTime.ofMillis(21_120));
            assertThat(confirmation.from().pts()).isEqualTo(MediaTime.ofMillis(46_000));
            assertThat(confirmation.to().pts()).isBetween(MediaTime.ofMillis(52_900), MediaTime.ofMillis(53_120));
            assertClipShows(rig, file, arrival);
            assertClipShows(rig, file, confirmation);
            assertThat(only(dossier, EvidenceRole.ARRIVAL_STILL).from()).isEqualTo(file.started());
            assertThat(dossier.evidenceStatus().state()).isEqualTo(EvidenceStatus.State.COMPLETE);
        }
    }

    @Test
    void leavingWithinThePostRollEndsTheClipThere() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 10, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.runTo(32);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 12));
            rig.runTo(35);

            rig.recorder.ended(RecordingRig.later(stay, 15));

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus().state()).isEqualTo(EvidenceStatus.State.COMPLETE);
            assertClipShows(rig, file, only(dossier, EvidenceRole.CLIP));
            assertThat(only(dossier, EvidenceRole.CLIP).to().pts())
                    .isBetween(MediaTime.ofMillis(34_800), MediaTime.ofMillis(35_120));
        }
    }

    @Test
    void stoppingTheEngineFinishesFiledCasesAndSaysThatTheyEndEarly() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 10, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.recorder.noticed(RecordingRig.stay(20.4, 0.6)); // not confirmed: nobody's evidence
            rig.runTo(32);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 12));
            rig.runTo(34);

            rig.recorder.shutDown();

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus())
                    .isEqualTo(new EvidenceStatus(
                            EvidenceStatus.State.PARTIAL, List.of("clip.mp4 ends early: the engine was stopped")));
            assertClipShows(rig, file, only(dossier, EvidenceRole.CLIP));
            assertThat(data.resolve("spool").resolve("gate-east")).isEmptyDirectory();
        }
    }

    @Test
    void aKilledEngineLeavesWhatTheNextStartNeedsToComplete() throws Exception {
        CaseFile file;
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 10, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.runTo(32);
            file = rig.confirmAndFile(RecordingRig.later(stay, 12));
            rig.runTo(36);
            // killed here, in the middle of a write
            List<Path> spool = rig.spoolFiles();
            Path last = spool.get(spool.size() - 1);
            byte[] bytes = Files.readAllBytes(last);
            Files.write(last, Arrays.copyOf(bytes, bytes.length - 100));
        }
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 10, 60))) {
            Files.createDirectories(data.resolve("spool/other-camera/20260101T000000.000000Z"));

            int completed = new EvidenceRecovery(rig.writer, rig.book, rig.settings).completeLeftovers();

            assertThat(completed).isEqualTo(1);
            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus())
                    .isEqualTo(new EvidenceStatus(
                            EvidenceStatus.State.PARTIAL, List.of("clip.mp4 ends early: the engine was stopped")));
            EvidenceItem clip = only(dossier, EvidenceRole.CLIP);
            assertThat(clip.from().pts()).isEqualTo(MediaTime.ofMillis(14_000));
            assertThat(clip.to().pts()).isBetween(MediaTime.ofMillis(35_000), MediaTime.ofMillis(36_000));
            assertClipShows(rig, file, clip);
            assertFolderIsAsEntered(rig, file);
            assertThat(data.resolve("spool")).doesNotExist();
            assertThat(new EvidenceRecovery(rig.writer, rig.book, rig.settings).completeLeftovers())
                    .isZero();
        }
    }

    @Test
    void staysAtTheSameTimeShareTheSpool() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 4, 60))) {
            rig.runTo(21);
            Stay first = RecordingRig.stay(20, 1);
            Stay second = RecordingRig.stay(14.2, 7); // noticed late: reaches further back than the first
            Stay third = RecordingRig.stay(26, 1);
            rig.recorder.noticed(first);
            rig.recorder.noticed(second);
            rig.runTo(27);
            rig.recorder.noticed(third);
            rig.runTo(30);
            long sentBytes = camera.stream()
                    .filter(packet -> !packet.pts().isAfter(MediaTime.ofSeconds(30)))
                    .mapToLong(EncodedPacket::sizeBytes)
                    .sum();
            long spooled = rig.recorder.stats(0).spoolBytes();

            assertThat(rig.recorder.stats(0).recordings()).isEqualTo(3);
            assertThat(spooled).isLessThan(sentBytes * 11 / 10);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(second, 15.8));
            rig.recorder.ended(first);
            rig.runTo(36);
            EvidenceItem clip = only(rig.dossier(file), EvidenceRole.CLIP);
            assertThat(clip.from().pts()).isEqualTo(MediaTime.ofMillis(8_000));
            assertClipShows(rig, file, clip);
        }
    }

    @Test
    void aRefusedStayIsCountedAndStillGetsWhatTheRingHasOnceConfirmed() throws Exception {
        EvidenceSettings one = new EvidenceSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(60),
                64L << 20,
                1,
                256L << 20,
                Duration.ofMillis(500));
        try (RecordingRig rig = new RecordingRig(data, camera, one)) {
            rig.runTo(21);
            Stay refused = RecordingRig.stay(20.2, 0.8);
            rig.recorder.noticed(RecordingRig.stay(20, 1));
            rig.recorder.noticed(refused);
            assertThat(rig.recorder.stats(0).refusedRecordings()).isEqualTo(1);
            rig.runTo(36.2);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(refused, 16));
            rig.runTo(45);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus().state()).isEqualTo(EvidenceStatus.State.PARTIAL);
            assertThat(dossier.evidenceStatus().notes())
                    .anySatisfy(
                            note -> assertThat(note).contains("clip.mp4 begins").contains("later than asked"))
                    .anySatisfy(note ->
                            assertThat(note).contains("still-1-arrival.jpg").contains("was not held"));
            assertClipShows(rig, file, only(dossier, EvidenceRole.CLIP));
        }
    }

    @Test
    void aFullSpoolGivesUpTheOldestUnconfirmedStay() throws Exception {
        long tenSeconds = camera.stream()
                .filter(packet -> packet.pts().isBefore(MediaTime.ofSeconds(10)))
                .mapToLong(EncodedPacket::sizeBytes)
                .sum();
        EvidenceSettings small = new EvidenceSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(60),
                64L << 20,
                8,
                tenSeconds,
                Duration.ofMillis(500));
        try (RecordingRig rig = new RecordingRig(data, camera, small)) {
            rig.runTo(21);
            rig.recorder.noticed(RecordingRig.stay(20, 1));
            rig.runTo(50);

            RecorderStats stats = rig.recorder.stats(0);
            assertThat(stats.evictedRecordings()).isEqualTo(1);
            assertThat(stats.recordings()).isZero();
            assertThat(stats.spoolBytes()).isLessThanOrEqualTo(tenSeconds);
        }
    }

    @Test
    void aCameraThatFallsSilentInThePostRollStillGetsItsClip() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 10, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.runTo(32);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 12));
            rig.runTo(34);
            rig.nanos += Duration.ofSeconds(30).toNanos();

            rig.recorder.tick();

            assertThat(rig.dossier(file).evidenceStatus().notes())
                    .containsExactly("clip.mp4 ends early: the camera stopped sending");
        }
    }

    @Test
    void aHoleInTheStreamIsSaidAndTheClipStillDecodes() throws Exception {
        try (RecordingRig rig = new RecordingRig(data, camera, RecordingRig.settings(5, 4, 60))) {
            Stay stay = RecordingRig.stay(20, 1);
            rig.runTo(21);
            rig.recorder.noticed(stay);
            rig.runTo(24);
            rig.ring.clear(); // reconnected
            rig.loseUntil(30); // a keyframe
            rig.runTo(40);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 20));
            rig.runTo(50);

            CaseDossier dossier = rig.dossier(file);
            assertThat(dossier.evidenceStatus().notes())
                    .hasSize(2)
                    .allSatisfy(note -> assertThat(note).contains("no picture for 6.0 s"));
            assertThat(dossier.evidenceStatus().notes().get(1))
                    .startsWith("the case was filed on its pictures; its clip does not meet the conditions: clip.mp4");
            assertThat(dossier.file().state()).isEqualTo(CaseState.FILED);
            Path clip = rig.folder(file).resolve("clip.mp4");
            FfmpegCli.ffmpeg("-i", clip.toString(), "-f", "null", "-");
        }
    }

    @Test
    void realFootageMakesACaseFolderThatStandsUp() throws Exception {
        Path street = Footage.clip("events/a_park1.mp4");
        List<EncodedPacket> packets = PacketFile.read(street, Cases.NOON);
        try (RecordingRig rig = new RecordingRig(data, packets, RecordingRig.settings(8, 5, 120))) {
            Stay stay = RecordingRig.stay(14, 2);
            rig.runTo(16);
            rig.recorder.noticed(stay);
            rig.runTo(44);
            CaseFile file = rig.confirmAndFile(RecordingRig.later(stay, 30));
            rig.runTo(60);

            EvidenceItem clip = only(rig.dossier(file), EvidenceRole.CLIP);
            assertThat(clip.from().pts()).isEqualTo(MediaTime.ofSeconds(6));
            List<String> expected = FfmpegCli.pictureHashes(street);
            assertThat(FfmpegCli.pictureHashes(rig.folder(file).resolve("clip.mp4")))
                    .isEqualTo(expected.subList(6 * FPS, 49 * FPS + 1));
            assertFolderIsAsEntered(rig, file);
        }
    }

    private static EvidenceItem only(CaseDossier dossier, EvidenceRole role) {
        List<EvidenceItem> items =
                dossier.evidence().stream().filter(item -> item.role() == role).toList();
        assertThat(items).as(role + " of " + dossier).hasSize(1);
        return items.get(0);
    }

    /** Decoded by ffmpeg without an error, the clip is the source's pictures from {@code from} to {@code to}. */
    private static void assertClipShows(RecordingRig rig, CaseFile file, EvidenceItem clip)
            throws IOException, InterruptedException {
        Path path = rig.folder(file).resolve(clip.fileName());
        int first = Math.toIntExact(clip.from().pts().micros() * FPS / 1_000_000);
        int last = Math.toIntExact(clip.to().pts().micros() * FPS / 1_000_000);
        assertThat(FfmpegCli.ffprobe("-show_entries", "format=format_name", "-of", "csv=p=0", path.toString()))
                .contains("mp4");
        List<String> shown = FfmpegCli.pictureHashes(path);
        // A clip may end within a group of B-frames: the last few are decoded but one between them may be missing.
        assertThat(shown.subList(0, shown.size() - 3)).isEqualTo(pictures.subList(first, first + shown.size() - 3));
        assertThat(shown.size()).isBetween(last - first - 2, last - first + 1);
    }

    /** Every file is as the book says, case.json lists the same, and the seal covers all that lies there. */
    private static void assertFolderIsAsEntered(RecordingRig rig, CaseFile file) throws Exception {
        Path folder = rig.folder(file);
        JsonNode json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
        CaseDossier dossier = rig.dossier(file);
        assertThat(json.at("/id").asText()).isEqualTo(file.id().value());
        assertThat(json.at("/evidence/state").asText())
                .isEqualTo(dossier.evidenceStatus().state().key());
        assertThat(json.at("/started/ptsMicros").asLong())
                .isEqualTo(file.started().pts().micros());
        assertThat(json.at("/started/atLocal").asText()).endsWith("+08:00");
        for (EvidenceItem item : dossier.evidence()) {
            Path path = folder.resolve(item.fileName());
            assertThat(DurableFiles.sha256(path)).isEqualTo(item.sha256());
            assertThat(Files.size(path)).isEqualTo(item.sizeBytes());
            assertThat(json.at("/evidence/items").findValuesAsText("sha256")).contains(item.sha256());
        }
        VerifyReport report = new BundleVerifier(
                        List.of(SiteKey.openOrMake(rig.folders.keys()).publicKey()))
                .verify(folder, false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.bundles().get(0).files()).isEqualTo(dossier.evidence().size() + 2); // record and public key
    }
}
