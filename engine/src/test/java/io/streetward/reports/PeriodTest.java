package io.streetward.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void theDayOnWhichTheClockIsPutBackHas25Hours() {
        Period day = period("2026-10-25", "2026-10-25", BERLIN);

        assertThat(day.start()).isEqualTo(Instant.parse("2026-10-24T22:00:00Z"));
        assertThat(day.end()).isEqualTo(Instant.parse("2026-10-25T23:00:00Z"));
        assertThat(day.dayOf(Instant.parse("2026-10-25T22:59:59Z"))).isEqualTo(day.from());
        assertThat(day.dayOf(Instant.parse("2026-10-25T23:00:00Z"))).isEqualTo(LocalDate.parse("2026-10-26"));
    }

    @Test
    void theDayOnWhichItIsPutForwardHas23AndMayLackMidnight() {
        Period berlin = period("2026-03-29", "2026-03-29", BERLIN);
        Period saoPaulo = period("2018-11-04", "2018-11-04", ZoneId.of("America/Sao_Paulo"));

        assertThat(Duration.between(berlin.start(), berlin.end())).isEqualTo(Duration.ofHours(23));
        assertThat(saoPaulo.start()).isEqualTo(Instant.parse("2018-11-04T03:00:00Z")); // 01:00 there: no 00:30 that day
        assertThat(saoPaulo.before().end()).isEqualTo(saoPaulo.start());
    }

    @Test
    void thePeriodBeforeHasAsManyDaysAndEndsWhereThisOneBegins() {
        Period week = period("2026-10-19", "2026-10-25", BERLIN);

        assertThat(week.before()).isEqualTo(period("2026-10-12", "2026-10-18", BERLIN));
        assertThat(week.before().end()).isEqualTo(week.start());
        assertThat(week.sameAgeBefore(week.start())).isEqualTo(week.before().start());
    }

    @Test
    void daysInTheWrongOrderOrTooManyAreRefusedInASentence() {
        assertThatThrownBy(() -> period("2026-10-25", "2026-10-24", BERLIN))
                .hasMessage("the last day, 2026-10-24, is before the first, 2026-10-25");
        assertThatThrownBy(() -> period("0206-10-25", "2026-10-24", BERLIN)).hasMessageContaining("ask for fewer");
    }

    private static Period period(String from, String to, ZoneId zone) {
        return new Period(LocalDate.parse(from), LocalDate.parse(to), zone);
    }
}
