package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.ClipSource.Recorded;
import io.streetward.announce.ClipSource.Spoken;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.rtp.RtpPagingChannel;
import io.streetward.announce.rtp.RtpTarget;
import io.streetward.cases.CaseId;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a case's wish to the record of what left, over a real socket. */
class AnnouncerTest {
    private static final CaseId CASE = new CaseId("case-1");
    private static final SpeakerId HORN = new SpeakerId("horn");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SpeakerLoop loop = new SpeakerLoop();
    private final List<DeliveryReport> reports = new CopyOnWriteArrayList<>();
    private DatagramSocket horn;
    private Announcer announcer;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        horn = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RtpTarget target = RtpTarget.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), horn.getLocalPort()));
        SpeakerMeters meters = new SpeakerMeters(registry, HORN);
        Speaker speaker =
                new Speaker(HORN, new RtpPagingChannel(target, loop.eventLoop(), meters, Clock.systemUTC()), 4, meters);
        ClipMaker clips = new ClipMaker(
                new EspeakVoice("no-espeak-here", Duration.ofSeconds(1)), new ClipCache(16, 1 << 20, registry));
        announcer = new Announcer(List.of(speaker), clips, reports::add, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        announcer.close();
        loop.close();
        horn.close();
    }

    @Test
    void aRecordingIsSaidAndReportedOnce() throws Exception {
        Recorded notice = recording(160 * 5);

        DeliveryReport report = report(announcer.announce(CASE, HORN, notice, Urgency.EVENT));

        assertThat(reports).containsExactly(report);
        assertThat(report.delivered()).isTrue();
        assertThat(report.caseId()).isEqualTo(CASE);
        assertThat(report.text()).isEqualTo("Please move on.");
        Clip clip = announcer.prepare(HORN, notice);
        assertThat(report.clip().orElseThrow().sha256()).isEqualTo(clip.sha256());
        assertThat(((Delivered) report.outcome()).sent().packets()).isEqualTo((clip.sampleCount() + 159) / 160);
        assertThat(((Delivered) report.outcome()).sent().firstPacketAt()).isAfterOrEqualTo(report.requestedAt());
    }

    @Test
    void aClipThatCannotBeMadeIsReportedWithTheReason() throws Exception {
        DeliveryReport report =
                report(announcer.announce(CASE, HORN, new Spoken("Hello.", Voice.ENGLISH), Urgency.EVENT));

        assertThat(report.clip()).isEmpty();
        Failed failed = (Failed) report.outcome();
        assertThat(failed.reason()).isEqualTo(Reason.NO_SOUND);
        assertThat(failed.detail()).contains("apt-get install espeak-ng");
        assertThat(reports).containsExactly(report);
    }

    @Test
    void aSpeakerThatIsNotThereIsReported() throws Exception {
        SpeakerId other = new SpeakerId("other");

        Failed failed = (Failed) report(announcer.announce(CASE, other, recording(160), Urgency.EVENT))
                .outcome();

        assertThat(failed.reason()).isEqualTo(Reason.UNKNOWN_SPEAKER);
        assertThat(failed.detail()).isEqualTo("no speaker \"other\": configured are horn");
        assertThatThrownBy(() -> announcer.prepare(other, recording(160))).hasMessageContaining("configured are horn");
    }

    @Test
    void closingCutsShortAndReportsEverything() throws Exception {
        Recorded minute = recording(60 * 8000);
        Clip clip = announcer.prepare(HORN, minute);
        assertThat(clip.duration()).isGreaterThan(Duration.ofSeconds(50));
        CompletionStage<DeliveryReport> speaking = announcer.announce(CASE, HORN, minute, Urgency.EVENT);
        CompletionStage<DeliveryReport> waiting = announcer.announce(CASE, HORN, minute, Urgency.EVENT);

        announcer.close();
        CompletionStage<DeliveryReport> late = announcer.announce(CASE, HORN, minute, Urgency.EVENT);

        for (CompletionStage<DeliveryReport> each : List.of(speaking, waiting, late)) {
            assertThat(((Failed) report(each).outcome()).reason()).isEqualTo(Reason.CLOSED);
        }
        assertThat(reports).hasSize(3);
    }

    private Recorded recording(int samples) throws IOException {
        Path file = folder.resolve(samples + ".wav");
        ClipMakerTest.writeWav(file, Sounds.tone(440, samples));
        return new Recorded(file, "Please move on.", Optional.empty());
    }

    private static DeliveryReport report(CompletionStage<DeliveryReport> asked) throws Exception {
        return asked.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
