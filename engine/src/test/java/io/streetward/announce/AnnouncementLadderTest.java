package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.announce.AnnouncementLadder.Facts;
import io.streetward.announce.AnnouncementLadder.Heard;
import io.streetward.announce.AnnouncementLadder.Look;
import io.streetward.announce.AnnouncementLadder.Outcome;
import io.streetward.announce.AnnouncementLadder.Round;
import io.streetward.announce.AnnouncementLadder.Seen;
import io.streetward.announce.AnnouncementLadder.Settings;
import io.streetward.announce.AnnouncementLadder.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementLadderTest {
    private static final Instant START = Instant.parse("2026-11-24T04:00:00Z");
    private static final Duration WAIT = Settings.DEFAULT.patience();

    private final List<Round> rounds = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    @Test
    void itIsSpokenToAtOnce() {
        assertThat(next(0)).isEqualTo(new Step.Announce(1));
    }

    @Test
    void waitsThenLooksThenSpeaksAgainThenFiles() {
        round(Heard.SPOKEN, 8);
        assertThat(next(10)).isEqualTo(new Step.Wait(START.plusSeconds(8).plus(WAIT)));
        assertThat(next(188)).isEqualTo(new Step.LookNow());
        look(Seen.STILL_THERE, 193);
        assertThat(next(193)).isEqualTo(new Step.Announce(2));
        round(Heard.SPOKEN, 201);
        assertThat(next(202)).isEqualTo(new Step.Wait(START.plusSeconds(201).plus(WAIT)));
        assertThat(next(381)).isEqualTo(new Step.LookNow());
        look(Seen.STILL_THERE, 386);
        assertThat(next(386)).isEqualTo(new Step.Done(Outcome.STAYED, "stayed after 2 announcements"));
    }

    @Test
    void whatLeavesWhileItIsWaitedForIsDoneAtOnce() {
        round(Heard.SPOKEN, 8);

        assertThat(AnnouncementLadder.next(
                        Settings.DEFAULT,
                        new Facts(rounds, looks, false, START.plusSeconds(50)),
                        START.plusSeconds(60)))
                .isEqualTo(new Step.Done(Outcome.LEFT, "left 42 s after it was spoken to"));
    }

    @Test
    void whatTheCameraFindsGoneHasLeft() {
        round(Heard.SPOKEN, 8);
        look(Seen.GONE, 193);

        assertThat(next(193)).isEqualTo(new Step.Done(Outcome.LEFT, "left 185 s after it was spoken to"));
    }

    @Test
    void whatLeftInSilenceWasNotTalkedDown() {
        round(Heard.FAILED, 1);

        assertThat(AnnouncementLadder.next(
                        Settings.DEFAULT,
                        new Facts(rounds, looks, false, START.plusSeconds(50)),
                        START.plusSeconds(60)))
                .isEqualTo(new Step.Done(Outcome.LEFT_UNSPOKEN, "left without being spoken to"));
    }

    @Test
    void whereNothingCanBeSeenItIsFiled() {
        round(Heard.SPOKEN, 8);
        look(Seen.CANNOT_SEE, 300);

        assertThat(next(300)).isEqualTo(new Step.Done(Outcome.CANNOT_SEE, "spoken to, then seen so"));
    }

    @Test
    void inQuietHoursItIsFiledWithoutAWord() {
        round(Heard.WITHHELD, 0);

        assertThat(next(0)).isEqualTo(new Step.Done(Outcome.NOT_SPOKEN, "not spoken to: so it went"));
    }

    @Test
    void aSpeakerThatFailsIsTriedAgainAndTheCaseIsNotHeldUpForEver() {
        round(Heard.FAILED, 0);
        assertThat(next(10)).isEqualTo(new Step.Wait(START.plus(WAIT)));
        assertThat(next(180)).isEqualTo(new Step.Announce(2));
        round(Heard.FAILED, 181);

        assertThat(next(361)).isEqualTo(new Step.Done(Outcome.NOT_SPOKEN, "not spoken to: so it went"));
    }

    @Test
    void aRepeatOffenderIsFiledStraightAway() {
        assertThat(AnnouncementLadder.next(Settings.DEFAULT, new Facts(rounds, looks, true, null), START))
                .isEqualTo(new Step.Done(Outcome.SKIPPED, "spoken to a short while ago already"));
    }

    @Test
    void aLookBeforeTheLastAnnouncementDoesNotCountForIt() {
        round(Heard.SPOKEN, 8);
        look(Seen.STILL_THERE, 193);
        round(Heard.SPOKEN, 201);

        assertThat(next(400)).isEqualTo(new Step.LookNow());
    }

    private Step next(long atSecond) {
        return AnnouncementLadder.next(
                Settings.DEFAULT, new Facts(rounds, looks, false, null), START.plusSeconds(atSecond));
    }

    private void round(Heard heard, long atSecond) {
        rounds.add(new Round(heard, START.plusSeconds(atSecond), "so it went"));
    }

    private void look(Seen seen, long atSecond) {
        looks.add(new Look(seen, START.plusSeconds(atSecond), "seen so"));
    }
}
