package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** Thursday, and the Saturday worked in exchange. */
    private static final CityCalendar CITY =
            new CityCalendar(SHANGHAI, Set.of(LocalDate.parse("2026-10-01")), Set.of(LocalDate.parse("2026-10-10")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "daily 08:00-22:00      | 2026-11-24T08:00 | true",
                "daily 08:00-22:00      | 2026-11-24T07:59 | false",
                "daily 08:00-22:00      | 2026-11-24T21:59 | true",
                "daily 08:00-22:00      | 2026-11-24T22:00 | false",
                "daily 00:00-24:00      | 2026-11-24T23:59 | true",
                "daily 22:00-24:00      | 2026-11-25T00:00 | false",
                "Mon-Fri 07:00-19:00    | 2026-11-27T12:00 | true",
                "Mon-Fri 07:00-19:00    | 2026-11-28T12:00 | false",
                "Mon-Wed,Fri 07:00-19:00| 2026-11-26T12:00 | false",
                "Mon-Wed,Fri 07:00-19:00| 2026-11-27T12:00 | true",
                "Sat-Mon 07:00-19:00    | 2026-11-29T12:00 | true",
                "Sat-Mon 07:00-19:00    | 2026-11-24T12:00 | false",
                // Over midnight: Sunday's last hours run into Monday, Friday's night is not Saturday's.
                "Sat,Sun 22:00-06:00    | 2026-11-28T23:00 | true",
                "Sat,Sun 22:00-06:00    | 2026-11-30T05:59 | true",
                "Sat,Sun 22:00-06:00    | 2026-11-30T06:00 | false",
                "Sat,Sun 22:00-06:00    | 2026-11-28T05:00 | false",
                "Sat,Sun 22:00-06:00    | 2026-11-30T23:00 | false",
                "workdays 08:00-12:00   | 2026-10-01T09:00 | false",
                "workdays 08:00-12:00   | 2026-10-10T09:00 | true",
                "workdays 08:00-12:00   | 2026-10-11T09:00 | false",
                "workdays 22:00-06:00   | 2026-10-11T05:00 | true",
                "workdays 22:00-06:00   | 2026-10-01T05:00 | true",
                "workdays 22:00-06:00   | 2026-10-02T05:00 | false",
                "holidays 00:00-24:00   | 2026-10-01T00:00 | true",
                "holidays 00:00-24:00   | 2026-10-03T00:00 | false",
            })
    void holdAsTheClocksInTheStreetShow(String hours, LocalDateTime local, boolean holds) {
        assertThat(Hours.of(CITY, List.of(hours), List.of())
                        .holdsAt(local.atZone(SHANGHAI).toInstant()))
                .isEqualTo(holds);
    }

    @Test
    void noHoursMeansAlwaysAndExceptionsCountFromThat() {
        Hours hours = Hours.of(CITY, List.of(), List.of("holidays 00:00-24:00", "daily 12:00-13:00"));

        assertThat(hours.holdsAt(local("2026-11-24T11:59"))).isTrue();
        assertThat(hours.holdsAt(local("2026-11-24T12:00"))).isFalse();
        assertThat(hours.holdsAt(local("2026-10-01T09:00"))).isFalse();
        assertThat(Hours.ALWAYS.holdsAt(local("2026-10-01T09:00"))).isTrue();
        assertThat(hours).hasToString("except holidays 00:00-24:00, daily 12:00-13:00");
    }

    @Test
    void severalHoursAddUp() {
        Hours hours = Hours.of(CITY, List.of("workdays 07:00-09:00", "workdays 17:00-19:00"), List.of());

        assertThat(hours.holdsAt(local("2026-11-24T08:00"))).isTrue();
        assertThat(hours.holdsAt(local("2026-11-24T12:00"))).isFalse();
        assertThat(hours.holdsAt(local("2026-11-24T18:59"))).isTrue();
    }

    /** Berlin, 2026-03-29: after 01:59 comes 03:00; 2026-10-25: after 02:59 comes 02:00 again. */
    @Test
    void whereClocksAreSetWhatTheyShowDecides() {
        CityCalendar berlin = CityCalendar.of(ZoneId.of("Europe/Berlin"));
        Hours night = Hours.of(berlin, List.of("daily 02:00-03:00"), List.of());
        Hours day = Hours.of(berlin, List.of("daily 08:00-22:00"), List.of());

        assertThat(night.holdsAt(utc("2026-03-29T00:59"))).isFalse();
        assertThat(night.holdsAt(utc("2026-03-29T01:00"))).isFalse();
        assertThat(night.holdsAt(utc("2026-10-25T00:30"))).isTrue();
        assertThat(night.holdsAt(utc("2026-10-25T01:30"))).isTrue();
        assertThat(night.holdsAt(utc("2026-10-25T02:00"))).isFalse();
        assertThat(day.holdsAt(utc("2026-03-28T07:00"))).isTrue();
        assertThat(day.holdsAt(utc("2026-03-29T06:00"))).isTrue();
        assertThat(day.holdsAt(utc("2026-03-29T05:59"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08:00-22:00           | expected days and two times",
                "daily 8:00-22:00      | expected days and two times",
                "daily 08:00-24:30     | expected days and two times",
                "Mun-Fri 08:00-22:00   | \"Mun\" is no day",
                "Mon-Wed-Fri 08:00-22:00 | \"Mon-Wed-Fri\" is no range of days",
                "Mon, 08:00-22:00      | \"\" is no day",
                "daily 08:00-08:00     | write 00:00-24:00",
            })
    void whatCannotBeReadIsSaidWithAnExample(String text, String problem) {
        assertThatThrownBy(() -> Hours.of(CITY, List.of(text), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hours \"" + text + "\"")
                .hasMessageContaining(problem)
                .hasMessageContaining("as in \"Mon-Fri 07:00-19:00\"");
    }

    @Test
    void aDayCannotBeBothWorkedAndOff() {
        LocalDate day = LocalDate.parse("2026-10-10");
        assertThatThrownBy(() -> new CityCalendar(SHANGHAI, Set.of(day), Set.of(day)))
                .hasMessageContaining("[2026-10-10] cannot be both");
    }

    private static Instant local(String text) {
        return LocalDateTime.parse(text).atZone(SHANGHAI).toInstant();
    }

    private static Instant utc(String text) {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
