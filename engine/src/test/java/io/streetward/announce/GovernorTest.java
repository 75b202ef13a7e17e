package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.rules.CityCalendar;
import io.streetward.rules.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-24T15:30:00Z");

    private final Governor governor =
            governor(Hours.of(CityCalendar.of(SHANGHAI), List.of("daily 06:00-22:00"), List.of()));

    @Test
    void speaksByDayAtTheVolumeAskedForUpToTheCeiling() {
        assertThat(event("bay", NOON)).isEqualTo(new Permission.Granted(-6, ""));
        assertThat(governor.ask("kerb", Urgency.EVENT, -20, "", NOON)).isEqualTo(new Permission.Granted(-20, ""));
    }

    @Test
    void keepsQuietAtNightAndSaysUntilWhen() {
        Permission.Withheld withheld = (Permission.Withheld) event("bay", NIGHT);

        assertThat(withheld.ground()).isEqualTo(Permission.Ground.QUIET_HOURS);
        assertThat(withheld.until()).isEqualTo("2026-11-24T22:00:00Z");
        assertThat(withheld.why()).contains("daily 06:00-22:00");
    }

    @Test
    void anOverrideAndAnEmergencySpeakAtNightTooButNoLouder() {
        assertThat(governor.ask("bay", Urgency.EVENT, 0, "duty officer Wang: gas leak", NIGHT))
                .isEqualTo(new Permission.Granted(-6, "duty officer Wang: gas leak"));
        assertThat(governor.ask("bay", Urgency.EMERGENCY, 0, "", NIGHT)).isEqualTo(new Permission.Granted(-6, ""));
        assertThat(governor.ask("bay", Urgency.OPERATOR, 0, "", NIGHT)).isEqualTo(new Permission.Granted(-6, ""));
    }

    @Test
    void leavesAPlaceAloneForTheCoolDown() {
        event("bay", NOON);

        Permission.Withheld again = (Permission.Withheld) event("bay", NOON.plusSeconds(30));
        assertThat(again.ground()).isEqualTo(Permission.Ground.SAID_HERE_JUST_NOW);
        assertThat(again.until()).isEqualTo(NOON.plusSeconds(60));
        assertThat(event("kerb", NOON.plusSeconds(30))).isInstanceOf(Permission.Granted.class);
        assertThat(event("bay", NOON.plusSeconds(60))).isInstanceOf(Permission.Granted.class);
    }

    @Test
    void speaksNoMoreOftenThanTheBoundInAnyWindow() {
        for (int i = 0; i < 4; i++) {
            assertThat(event("place " + i, NOON.plusSeconds(i))).isInstanceOf(Permission.Granted.class);
        }

        Permission.Withheld fifth = (Permission.Withheld) event("place 5", NOON.plusSeconds(10));
        assertThat(fifth.ground()).isEqualTo(Permission.Ground.TOO_OFTEN);
        assertThat(fifth.until()).isEqualTo(NOON.plusSeconds(600));
        assertThat(event("place 5", NOON.plusSeconds(600))).isInstanceOf(Permission.Granted.class);
        assertThat(event("place 6", NOON.plusSeconds(600))).isInstanceOf(Permission.Withheld.class);
    }

    @Test
    void whatWasWithheldDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            event("bay", NIGHT.plusSeconds(i));
        }

        assertThat(event("bay", Instant.parse("2026-11-24T22:00:00Z"))).isInstanceOf(Permission.Granted.class);
    }

    @Test
    void goesByTheClocksInTheStreetThoughTheyAreSetForward() {
        // On 2027-03-28 in Berlin the clocks go from 02:00 to 03:00: quiet until 06:00 is an hour shorter.
        Governor berlin = governor(
                Hours.of(CityCalendar.of(ZoneId.of("Europe/Berlin")), List.of("daily 06:00-22:00"), List.of()));

        Permission.Withheld withheld =
                (Permission.Withheld) berlin.ask("bay", Urgency.EVENT, 0, "", Instant.parse("2027-03-28T00:30:00Z"));

        assertThat(withheld.until()).isEqualTo("2027-03-28T04:00:00Z");
        assertThat(berlin.ask("bay", Urgency.EVENT, 0, "", Instant.parse("2027-03-27T05:00:00Z")))
                .isInstanceOf(Permission.Granted.class);
        assertThat(berlin.ask("kerb", Urgency.EVENT, 0, "", Instant.parse("2027-03-28T04:00:00Z")))
                .isInstanceOf(Permission.Granted.class);
    }

    @Test
    void knowsHolidays() {
        CityCalendar calendar = new CityCalendar(SHANGHAI, Set.of(LocalDate.parse("2026-11-24")), Set.of());
        Governor workdays = governor(Hours.of(calendar, List.of("workdays 08:00-20:00"), List.of()));

        assertThat(workdays.ask("bay", Urgency.EVENT, 0, "", NOON)).isInstanceOf(Permission.Withheld.class);
        assertThat(workdays.ask("bay", Urgency.EVENT, 0, "", NOON.plus(Duration.ofDays(1))))
                .isInstanceOf(Permission.Granted.class);
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SpeakerRules(Hours.ALWAYS, 3, 4, Duration.ofMinutes(10), Duration.ofMinutes(1)))
                .hasMessageContaining("ceiling of 3.0 dB");
        assertThatThrownBy(() -> new SpeakerRules(Hours.ALWAYS, 0, 0, Duration.ofMinutes(10), Duration.ofMinutes(1)))
                .hasMessageContaining("0 announcements");
    }

    private Permission event(String place, Instant at) {
        return governor.ask(place, Urgency.EVENT, 0, "", at);
    }

    private static Governor governor(Hours permitted) {
        return new Governor(new SpeakerRules(permitted, -6, 4, Duration.ofMinutes(10), Duration.ofMinutes(1)));
    }
}
