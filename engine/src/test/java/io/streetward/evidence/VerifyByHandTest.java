package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseFile;
import io.streetward.cases.Cases;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.PacketFile;
import io.streetward.media.ClockOffset;
import io.streetward.media.EncodedPacket;
import io.streetward.rules.Stay;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.PublicKeyFile;
import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/verify.md}, run as they stand there on bundles made by the recorder. */
class VerifyByHandTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path data;

    private static List<String> steps;
    private static Path key;
    private static Path before;
    private static Path bundle;
    private static String saidLast = "";

    @BeforeAll
    static void record() throws Exception {
        for (String program : List.of("bash", "openssl", "sha256sum", "base32")) {
            Programs.assumeOnPath(program);
        }
        FfmpegCli.assumePresent();
        steps = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs/verify.md")));
        while (blocks.find()) {
            steps.add(blocks.group(1));
        }
        assertThat(steps).hasSize(8);
        List<EncodedPacket> camera =
                PacketFile.readAnnexB(FfmpegCli.testClip(data, "libx264", 32, 0, "320x180"), Cases.NOON);
        EvidenceSource clocked = EvidenceSource.ofAnalysedStream(
                () -> Optional.of(new ClockOffset(Duration.ofMillis(730), Duration.ofMillis(12), 240)));
        try (RecordingRig rig =
                new RecordingRig(data.resolve("site"), camera, RecordingRig.settings(2, 2, 60), clocked, null)) {
            Stay first = RecordingRig.stay(8, 1);
            Stay second = RecordingRig.stay(18, 1);
            rig.runTo(9);
            rig.recorder.noticed(first);
            rig.runTo(12);
            CaseFile earlier = rig.confirmAndFile(RecordingRig.later(first, 4));
            rig.runTo(19);
            rig.recorder.noticed(second);
            rig.runTo(22);
            CaseFile later = rig.confirmAndFile(RecordingRig.later(second, 4));
            rig.runTo(30);
            rig.book.addAnnouncement(
                    later.id(),
                    new AnnouncementEntry(
                            "say \"name\":\"x\"",
                            "",
                            "pole",
                            null,
                            null,
                            0,
                            AnnouncementOutcome.WITHHELD,
                            "quiet hours"));
            rig.recorder.changed(later.id());
            before = rig.folder(earlier).resolve("manifest.json");
            bundle = rig.folder(later);
            key = rig.folders.keys().resolve("site-key.pem");
        }
        assertThat(bundle.resolve("manifest-2.json")).exists();
        assertThat(new BundleVerifier(List.of(PublicKeyFile.read(key)))
                        .verify(data.resolve("site"), false)
                        .findings())
                .isEmpty();
    }

    @Test
    void everyStepSucceedsOnABundleAsItWasSealed() throws Exception {
        for (int step = 1; step <= steps.size(); step++) {
            int status = run(step, bundle);
            assertThat(status).as("step %d: %s", step, saidLast).isZero();
        }
    }

    @Test
    void eachStepFindsWhatItIsThereToFind() throws Exception {
        Path foreign = data.resolve("foreign.pem");
        exec(List.of("bash", "-c", "openssl genpkey -algorithm ed25519 | openssl pkey -pubout -out " + foreign), data);
        Path right = key;
        key = foreign;
        assertThat(run(1, bundle)).isNotZero();
        assertThat(run(2, bundle)).isNotZero();
        key = right;

        assertFinds(2, copy -> Files.writeString(copy.resolve("manifest-2.json"), "{}"));
        assertFinds(3, copy -> Files.writeString(copy.resolve("clip.mp4"), "cut"));
        assertFinds(3, copy -> Files.delete(copy.resolve("still-1-arrival.jpg")));
        assertFinds(4, copy -> Files.writeString(copy.resolve("still-3.jpg"), "made up"));
        assertFinds(
                5,
                copy -> Files.copy(
                        copy.resolve("case-1.json"), copy.resolve("case.json"), StandardCopyOption.REPLACE_EXISTING));
        assertFinds(6, copy -> Files.delete(copy.resolve("manifest.json")));
        assertFinds(6, copy -> edit(copy.resolve("manifest.json")));
        assertFinds(2, copy -> edit(copy.resolve("manifest.json")));
        assertFinds(8, copy -> Files.writeString(copy.resolve("still-2-confirmed.jpg"), "another picture"));
        assertFinds(
                7,
                copy -> Files.move(
                        copy.resolve("manifest-2.json"),
                        copy.resolve("manifest.json"),
                        StandardCopyOption.REPLACE_EXISTING));
    }

    /** A way to break a bundle. */
    private interface Tampering {
        void on(Path copy) throws IOException;
    }

    private static void edit(Path file) throws IOException {
        Files.writeString(file, Files.readString(file).replace("East gate", "West gate"));
    }

    private static void assertFinds(int step, Tampering tampering) throws Exception {
        Path copy = Files.createTempDirectory(data, "copy").resolve("bundle");
        exec(List.of("cp", "-r", bundle.toString(), copy.toString()), data);
        tampering.on(copy);
        int status = run(step, copy);
        assertThat(status).as("step %d: %s", step, saidLast).isNotZero();
    }

    private static int run(int step, Path folder) throws IOException, InterruptedException {
        return exec(List.of("bash", "-e", "-o", "pipefail", "-c", steps.get(step - 1)), folder);
    }

    private static int exec(List<String> command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("KEY", key.toAbsolutePath().toString());
        builder.environment().put("BEFORE", before.toAbsolutePath().toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        saidLast = said;
        return status;
    }
}
