package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceStatus;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.PacketFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.rules.Observation;
import io.streetward.rules.Stay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EvidenceRecorderTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void closingFinishesTheClipOfAFiledCaseOnTheExecutorsThread() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> camera = PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 20, 0), Cases.NOON);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try (RecordingRig rig = new RecordingRig(folder.resolve("data"), camera, RecordingRig.settings(2, 5, 60))) {
            EvidenceRecorder recorder = new EvidenceRecorder(
                    Cases.CAMERA,
                    rig.ring,
                    rig.settings,
                    EvidenceSource.ofAnalysedStream(Optional::empty),
                    rig.writer,
                    RecordingRig.RUN_START,
                    threads);
            Stay noticed = RecordingRig.stay(3, 1);
            Stay confirmed = RecordingRig.later(noticed, 6);
            send(rig, camera, 0, 4);
            recorder.onObservation(new Observation.Noticed(noticed));
            send(rig, camera, 4, 9);
            recorder.onObservation(new Observation.Confirmed(confirmed, List.of("stands"), List.of(), List.of()));
            CaseFile file = rig.book.file(Cases.caseFile(new CaseId("c-1"), confirmed));
            recorder.onCaseFiled(file);
            send(rig, camera, 9, 11);
            recorder.onCaseChanged(file.id());

            recorder.close();
            recorder.onCaseChanged(file.id()); // after closing: refused, not thrown

            assertThat(rig.dossier(file).evidenceStatus().state()).isEqualTo(EvidenceStatus.State.PARTIAL);
            assertThat(rig.dossier(file).evidence()).hasSize(6);
            FfmpegCli.ffmpeg("-i", rig.folder(file).resolve("clip.mp4").toString(), "-f", "null", "-");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void send(RecordingRig rig, List<EncodedPacket> camera, double fromS, double untilS) {
        camera.stream()
                .filter(packet -> !packet.pts().isBefore(MediaTime.ofSeconds(fromS))
                        && packet.pts().isBefore(MediaTime.ofSeconds(untilS)))
                .forEach(rig.ring::add);
    }

    @Test
    void settingsThatCannotHoldASingleClipAreRefused() {
        assertThat(catchThrowable(() ->
                        EvidenceSettings.of(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(15))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15000 ms");
    }
}
