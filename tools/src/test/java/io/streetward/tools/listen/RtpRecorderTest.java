package io.streetward.tools.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.Clip;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeakerLoop;
import io.streetward.announce.SpeakerMeters;
import io.streetward.announce.rtp.G711;
import io.streetward.announce.rtp.RtpPagingChannel;
import io.streetward.announce.rtp.RtpTarget;
import io.streetward.testkit.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder against two senders: the engine's own, and ffmpeg's. */
class RtpRecorderTest {
    private final SpeakerLoop loop = new SpeakerLoop();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void theEngineIsHeardToTheLastPacket() throws Exception {
        try (RtpRecorder recorder = RtpRecorder.open(here(), Optional.empty())) {
            say(RtpTarget.of(recorder.address()));
            say(RtpTarget.of(recorder.address()));

            assertHeard(recorder, 2);
        }
    }

    @Test
    void multicastIsHeardWhereTheMachineAllowsIt() throws Exception {
        String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                .getName();
        InetSocketAddress group = new InetSocketAddress("239.255.77.3", 0);
        RtpRecorder opened;
        try {
            opened = RtpRecorder.open(group, Optional.of(loopback));
        } catch (IOException e) {
            assumeTrue(false, "skipped: this machine refuses multicast on its loopback interface");
            return;
        }
        try (RtpRecorder recorder = opened) {
            say(new RtpTarget(recorder.address(), G711.PCMU, 1, RtpTarget.DSCP_EF, Optional.of(loopback)));
            assumeTrue(
                    recorder.heard().compareTo(Duration.ZERO) > 0,
                    "skipped: this machine delivers no multicast on its loopback interface");

            assertHeard(recorder, 1);
        }
    }

    @Test
    void ffmpegIsHeard() throws Exception {
        Programs.assumeOnPath("ffmpeg");
        try (RtpRecorder recorder = RtpRecorder.open(here(), Optional.empty())) {
            Process ffmpeg = new ProcessBuilder(
                            "ffmpeg",
                            "-nostdin",
                            "-v",
                            "error",
                            "-re",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=440:r=8000:d=1",
                            "-c:a",
                            "pcm_alaw",
                            "-f",
                            "rtp",
                            "rtp://127.0.0.1:" + recorder.address().getPort())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD) // it prints its SDP
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(ffmpeg.waitFor()).isZero();

            RecordedSound heard = recorder.stop(folder.resolve("heard.wav"));

            assertThat(heard.seconds()).isCloseTo(1.0, within(1e-9));
            assertThat(heard.lost()).isZero();
        }
    }

    @Test
    void silenceIsAnEmptyRecording() throws Exception {
        try (RtpRecorder recorder = RtpRecorder.open(here(), Optional.empty())) {
            RecordedSound heard = recorder.stop(folder.resolve("nothing.wav"));

            assertThat(heard.sound()).isZero();
            assertThat(heard.packets()).isZero();
            assertThat(heard.wav()).exists();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (RtpRecorder recorder = RtpRecorder.open(here(), Optional.empty())) {
            assertThatThrownBy(() -> RtpRecorder.open(recorder.address(), Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + recorder.address().getPort())
                    .hasMessageContaining("choose another port");
        }
    }

    private void say(RtpTarget target) throws Exception {
        short[] tone = new short[4_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (10_000 * Math.sin(i / 3.0));
        }
        SpeakerMeters meters = new SpeakerMeters(new SimpleMeterRegistry(), new SpeakerId("horn"));
        RtpPagingChannel channel = new RtpPagingChannel(target, loop.eventLoop(), meters, Clock.systemUTC());
        Clip clip = new Clip(8000, tone);
        assertThat(channel.speak(clip.reader()).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isInstanceOf(Delivered.class);
    }

    private void assertHeard(RtpRecorder recorder, int announcements) throws Exception {
        RecordedSound heard = recorder.stop(folder.resolve("heard.wav"));
        assertThat(heard.packets()).isEqualTo(25L * announcements);
        assertThat(heard.sound()).isEqualTo(Duration.ofMillis(500L * announcements));
        assertThat(heard.announcements()).isEqualTo(announcements);
        assertThat(heard.lost()).isZero();
        assertThat(heard.longestGap()).isPositive();
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(heard.wav().toFile())) {
            // A machine that stood still for over 200 ms moves the schedule, and the recording shows the pause.
            boolean stoodStill = heard.longestGap().compareTo(Duration.ofMillis(200)) > 0;
            assertThat(wav.getFrameLength())
                    .isGreaterThanOrEqualTo(4_000L * announcements)
                    .satisfies(frames -> assertThat(stoodStill || frames == 4_000L * announcements)
                            .isTrue());
        }
    }

    private static InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
