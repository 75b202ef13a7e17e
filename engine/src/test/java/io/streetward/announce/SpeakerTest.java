package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who speaks when, over a channel whose sounds end when the test says so. */
class SpeakerTest {
    private static final DeliveryOutcome DONE = new Delivered(
            new Transmission(
                    Instant.EPOCH,
                    Instant.EPOCH,
                    0,
                    0,
                    1,
                    172,
                    new Transmission.Lateness(Duration.ZERO, Duration.ZERO, 0)),
            Optional.empty());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HandOperatedChannel channel = new HandOperatedChannel();
    private final Speaker speaker =
            new Speaker(new SpeakerId("horn"), channel, 2, new SpeakerMeters(registry, new SpeakerId("horn")));

    @Test
    void oneThingAtATimeInOrder() {
        var first = speaker.say(announcement()).toCompletableFuture();
        var second = speaker.say(announcement()).toCompletableFuture();

        assertThat(channel.playing).hasSize(1);
        assertThat(speaker.waiting()).isEqualTo(1);
        channel.playing.get(0).complete(DONE);

        assertThat(first).isCompletedWithValue(DONE);
        assertThat(channel.playing).hasSize(2);
        assertThat(second).isNotDone();
        channel.playing.get(1).complete(DONE);
        assertThat(second).isCompletedWithValue(DONE);
        assertThat(outcomes("delivered")).isEqualTo(2);
    }

    @Test
    void theOneThatHasWaitedLongestGivesWay() {
        var speaking = speaker.say(announcement()).toCompletableFuture();
        var longestWaiting = speaker.say(announcement()).toCompletableFuture();
        var next = speaker.say(announcement()).toCompletableFuture();
        var newest = speaker.say(announcement()).toCompletableFuture();

        assertThat(((Failed) longestWaiting.join()).reason()).isEqualTo(Reason.CROWDED_OUT);
        assertThat(List.of(speaking, next, newest)).noneMatch(CompletableFuture::isDone);
        assertThat(registry.counter("streetward.speaker.announcements.crowded.out", "speaker", "horn")
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("streetward.speaker.announcements.waiting")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void anOperatorsVoiceCutsShortWhatIsSaidAndGoesBeforeWhatWaits() {
        var event = speaker.say(announcement()).toCompletableFuture();
        var waiting = speaker.say(announcement()).toCompletableFuture();
        var operator = speaker.say(announcement(Urgency.OPERATOR)).toCompletableFuture();
        var emergency = speaker.say(announcement(Urgency.EMERGENCY)).toCompletableFuture();

        assertThat(((Failed) event.join()).reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(List.of(waiting, operator, emergency)).noneMatch(CompletableFuture::isDone);
        channel.playing.get(1).complete(DONE);
        assertThat(operator).isCompletedWithValue(DONE);
        channel.playing.get(2).complete(DONE);
        assertThat(emergency).isCompletedWithValue(DONE);
        channel.playing.get(3).complete(DONE);
        assertThat(waiting).isCompletedWithValue(DONE);
    }

    @Test
    void whatIsMoreUrgentIsNeverCrowdedOutByWhatIsLess() {
        speaker.say(announcement(Urgency.OPERATOR));
        var first = speaker.say(announcement(Urgency.EMERGENCY)).toCompletableFuture();
        var second = speaker.say(announcement(Urgency.EMERGENCY)).toCompletableFuture();
        var event = speaker.say(announcement()).toCompletableFuture();

        assertThat(((Failed) event.join()).reason()).isEqualTo(Reason.CROWDED_OUT);
        assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aChannelThatBreaksItsContractDoesNotSilenceTheSpeaker() {
        channel.broken = true;
        var failed = speaker.say(announcement()).toCompletableFuture();
        channel.broken = false;
        var next = speaker.say(announcement()).toCompletableFuture();
        channel.playing.get(0).completeExceptionally(new IllegalStateException("broken"));
        var last = speaker.say(announcement()).toCompletableFuture();
        channel.playing.get(1).complete(DONE);

        assertThat(failed.join()).isInstanceOf(Failed.class);
        assertThat(next.join()).isInstanceOf(Failed.class);
        assertThat(last).isCompletedWithValue(DONE);
    }

    @Test
    void closingReportsWhatWaitsAndRefusesWhatComes() {
        var speaking = speaker.say(announcement()).toCompletableFuture();
        var waiting = speaker.say(announcement()).toCompletableFuture();
        speaker.close();
        var late = speaker.say(announcement()).toCompletableFuture();

        assertThat(((Failed) waiting.join()).reason()).isEqualTo(Reason.CLOSED);
        assertThat(((Failed) late.join()).reason()).isEqualTo(Reason.CLOSED);
        assertThat(speaking.join()).isInstanceOf(Failed.class);
        assertThat(outcomes("closed")).isEqualTo(3);
    }

    private double outcomes(String outcome) {
        return registry.counter("streetward.speaker.announcements", "speaker", "horn", "outcome", outcome)
                .count();
    }

    private static Announcement announcement() {
        return announcement(Urgency.EVENT);
    }

    private static Announcement announcement(Urgency urgency) {
        return new Announcement(
                UUID.randomUUID(),
                new CaseId("case-1"),
                new SpeakerId("horn"),
                "Please move on.",
                new Clip(8000, new short[160]),
                urgency);
    }

    private static final class HandOperatedChannel implements SpeakerChannel {
        private final List<CompletableFuture<DeliveryOutcome>> playing = new ArrayList<>();
        private boolean broken;

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public CompletionStage<DeliveryOutcome> speak(PcmSource sound) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            CompletableFuture<DeliveryOutcome> sounding = new CompletableFuture<>();
            playing.add(sounding);
            return sounding;
        }

        @Override
        public void interrupt() {
            playing.get(playing.size() - 1).complete(Failed.before(Reason.INTERRUPTED, "cut short"));
        }

        @Override
        public void close() {
            playing.forEach(sounding -> sounding.complete(Failed.before(Reason.CLOSED, "closed")));
        }
    }
}
