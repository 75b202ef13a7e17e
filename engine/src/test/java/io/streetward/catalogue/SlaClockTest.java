package io.streetward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streetward.rules.CityCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SlaClockTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final WorkSessions USUAL = WorkSessions.parse(List.of("08:00-12:00", "14:00-18:00"));

    /** A spring festival: nine days off from Sunday, 15 February 2026, two Saturdays worked in exchange. */
    private static final CityCalendar SPRING = new CityCalendar(
            SHANGHAI,
            LocalDate.parse("2026-02-15")
                    .datesUntil(LocalDate.parse("2026-02-24"))
                    .collect(Collectors.toSet()),
            Set.of(LocalDate.parse("2026-02-14"), LocalDate.parse("2026-02-28")));

    private final SlaClock clock = new SlaClock(SPRING, USUAL);

    @ParameterizedTest
    @CsvSource({
        // within a session, over lunch, over night, over a weekend
        "2026-03-02T10:00, 1 work_hour, 2026-03-02T11:00",
        "2026-03-02T11:30, 1 work_hour, 2026-03-02T14:30",
        "2026-03-02T17:30, 4 work_hour, 2026-03-03T11:30",
        "2026-03-06T17:00, 2 work_hour, 2026-03-09T09:00",
        // starts outside of sessions: before work, at lunch, after work, on a Saturday; ends of sessions
        "2026-03-02T07:00, 0.5 work_hour, 2026-03-02T08:30",
        "2026-03-02T12:30, 4 work_hour, 2026-03-02T18:00",
        "2026-03-02T18:00, 4 work_hour, 2026-03-03T12:00",
        "2026-03-07T10:00, 4 work_hour, 2026-03-09T12:00",
        // a Saturday that is worked, then nine days that are not
        "2026-02-13T17:00, 4 work_hour, 2026-02-14T11:00",
        "2026-02-14T16:00, 4 work_hour, 2026-02-24T10:00",
        "2026-02-27T17:00, 2 work_hour, 2026-02-28T09:00",
        // urgent hours run on
        "2026-02-13T23:00, 2 urgent_hour, 2026-02-14T01:00",
        "2026-02-17T12:00, 24 urgent_hour, 2026-02-18T12:00",
        // working days, from the moment of the start; to the end of a session from outside of one
        "2026-03-02T10:00, 1 work_day, 2026-03-03T10:00",
        "2026-03-06T10:00, 1 work_day, 2026-03-09T10:00",
        "2026-03-02T08:00, 1 work_day, 2026-03-02T18:00",
        "2026-03-02T12:30, 1 work_day, 2026-03-03T12:00",
        "2026-03-02T19:00, 1 work_day, 2026-03-03T18:00",
        "2026-03-02T10:00, 5 work_day, 2026-03-09T10:00",
        "2026-02-13T09:00, 2 work_day, 2026-02-24T09:00",
        "2026-02-22T10:00, 1 work_day, 2026-02-24T18:00",
        // natural days, whatever day it is
        "2026-03-07T10:00, 1 natural_day, 2026-03-08T10:00",
        "2026-02-14T23:59, 2 natural_day, 2026-02-16T23:59",
    })
    void aDeadlineIsWhatOneComputesByHand(LocalDateTime start, String limit, LocalDateTime expected) {
        Instant deadline = clock.deadline(at(start, SHANGHAI), TimeLimit.parse(limit));
        assertThat(LocalDateTime.ofInstant(deadline, SHANGHAI)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // 8 March 2026: 02:00 becomes 03:00. 1 November 2026: 02:00 becomes 01:00 again. Both are Sundays, worked here.
        "2026-03-07T10:00-05:00, 24 urgent_hour, 2026-03-08T11:00-04:00",
        "2026-03-07T10:00-05:00, 1 natural_day, 2026-03-08T10:00-04:00",
        "2026-03-07T02:30-05:00, 1 natural_day, 2026-03-08T03:00-04:00",
        "2026-10-31T01:30-04:00, 1 natural_day, 2026-11-01T01:30-04:00",
        "2026-11-01T01:30-05:00, 1 natural_day, 2026-11-02T02:00-05:00",
        "2026-03-08T00:00-05:00, 5 work_hour, 2026-03-08T06:00-04:00",
        "2026-03-08T00:00-05:00, 1 work_day, 2026-03-08T06:00-04:00",
        "2026-11-01T00:00-04:00, 7 work_hour, 2026-11-01T06:00-05:00",
        "2026-11-01T00:00-04:00, 1 work_day, 2026-11-01T06:00-05:00",
    })
    void whereClocksAreSetHoursPassAndDaysAreShown(String start, String limit, String expected) {
        CityCalendar calendar = new CityCalendar(
                NEW_YORK, Set.of(), Set.of(LocalDate.parse("2026-03-08"), LocalDate.parse("2026-11-01")));
        SlaClock nights = new SlaClock(calendar, WorkSessions.parse(List.of("00:00-06:00")));
        assertThat(nights.deadline(offset(start), TimeLimit.parse(limit))).isEqualTo(offset(expected));
    }

    static Stream<SlaClock> clocks() {
        Set<LocalDate> sundays = Set.of(LocalDate.parse("2026-03-08"), LocalDate.parse("2026-11-01"));
        WorkSessions night = WorkSessions.parse(List.of("00:30-01:45", "02:15-06:00", "22:00-24:00"));
        return Stream.of(
                new SlaClock(SPRING, USUAL),
                new SlaClock(new CityCalendar(NEW_YORK, Set.of(), sundays), night),
                // Clocks are set by half an hour there.
                new SlaClock(CityCalendar.of(ZoneId.of("Australia/Lord_Howe")), night));
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void aDeadlineIsTheFirstMomentAtWhichTheLimitHasBeenCounted(SlaClock any) {
        Random random = new Random(7);
        for (int i = 0; i < 600; i++) {
            TimeLimit limit = limit(random);
            SlaRun run = run(random);
            if (any.deadline(run, limit) instanceof Deadline.At at) {
                assertThat(any.remaining(run, at.moment(), limit))
                        .as("%s of %s, seed 7, round %d", limit, run, i)
                        .isLessThanOrEqualTo(Duration.ZERO);
                assertThat(any.remaining(run, at.moment().minusMillis(1), limit))
                        .as("%s of %s, seed 7, round %d", limit, run, i)
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void whatStartsLaterEndsNoEarlierAndWhatIsLongerEndsLater(SlaClock any) {
        Random random = new Random(11);
        for (ClockKind kind : ClockKind.values()) {
            List<Instant> starts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                starts.add(moment(random));
            }
            starts.sort(Comparator.naturalOrder());
            Instant before = Instant.MIN;
            for (Instant start : starts) {
                Instant deadline = any.deadline(start, TimeLimit.of(3, kind));
                assertThat(deadline).isAfter(start).isAfterOrEqualTo(before);
                assertThat(any.deadline(start, TimeLimit.of(4, kind))).isAfter(deadline);
                before = deadline;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void whatHasElapsedNeverGoesBack(SlaClock any) {
        // Through both changes of the clocks, in steps that meet none of their hours.
        for (String from : List.of("2026-03-07T00:00:00Z", "2026-04-04T00:00:00Z", "2026-10-31T00:00:00Z")) {
            SlaRun run = SlaRun.from(Instant.parse(from));
            for (ClockKind kind : ClockKind.values()) {
                Duration before = Duration.ZERO;
                for (int i = 0; i < 400; i++) {
                    Duration elapsed = any.elapsed(run, run.start().plusSeconds(i * 541L), TimeLimit.of(1, kind));
                    assertThat(elapsed).isGreaterThanOrEqualTo(before);
                    before = elapsed;
                }
            }
        }
    }

    @Test
    void workHoursAgreeWithCountingTheMinutesOneByOne() {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            Instant start = moment(random).truncatedTo(ChronoUnit.MINUTES);
            Instant end = start.plusSeconds(random.nextInt(14 * 1440) * 60L);
            long minutes = 0;
            for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
                LocalDateTime there = LocalDateTime.ofInstant(at, SHANGHAI);
                int hour = there.getHour();
                boolean session = (hour >= 8 && hour < 12) || (hour >= 14 && hour < 18);
                minutes += session && SPRING.isWorkday(there.toLocalDate()) ? 1 : 0;
            }
            assertThat(clock.elapsed(SlaRun.from(start), end, TimeLimit.parse("1 work_hour")))
                    .isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void aStoppedClockDoesNotRun() {
        TimeLimit limit = TimeLimit.parse("4 work_hour");
        SlaRun run = SlaRun.from(at("2026-03-02T10:00"))
                .stopped(at("2026-03-02T11:00"), at("2026-03-02T15:00"))
                .stopped(at("2026-03-02T14:30"), at("2026-03-02T16:00")); // overlaps: the time counts as stopped once
        // One hour before, two after 16:00, the fourth in the morning.
        assertThat(clock.deadline(run, limit)).isEqualTo(new Deadline.At(at("2026-03-03T09:00")));
        assertThat(clock.elapsed(run, at("2026-03-02T13:00"), limit)).isEqualTo(Duration.ofHours(1));
        assertThat(clock.elapsed(run, at("2026-03-02T17:00"), limit)).isEqualTo(Duration.ofHours(2));
        assertThat(clock.remaining(run, at("2026-03-03T10:00"), limit)).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void aClockThatStandsHasNoDeadlineUnlessItWasReachedBefore() {
        TimeLimit limit = TimeLimit.parse("4 urgent_hour");
        SlaRun run = SlaRun.from(at("2026-03-02T10:00"));
        SlaRun early = run.stopped(at("2026-03-02T11:00"), null);
        assertThat(clock.deadline(early, limit)).isEqualTo(new Deadline.Standing(Duration.ofHours(3)));
        assertThat(clock.elapsed(early, at("2026-03-09T00:00"), limit)).isEqualTo(Duration.ofHours(1));
        SlaRun late = run.stopped(at("2026-03-02T15:00"), null);
        assertThat(clock.deadline(late, limit)).isEqualTo(new Deadline.At(at("2026-03-02T14:00")));
        // Once stopped for good, what is said later changes nothing.
        assertThat(early.stopped(at("2026-03-03T11:00"), at("2026-03-03T12:00")))
                .isEqualTo(early);
    }

    @Test
    void nothingHasElapsedBeforeTheStart() {
        SlaRun run = SlaRun.from(at("2026-03-02T10:00"));
        assertThat(clock.elapsed(run, at("2026-03-02T09:00"), TimeLimit.parse("1 natural_day")))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aCalendarWithoutWorkingDaysIsReportedInsteadOfSearchedForEver() {
        Set<LocalDate> off = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2028-01-01"))
                .collect(Collectors.toSet());
        SlaClock never = new SlaClock(new CityCalendar(SHANGHAI, off, Set.of()), USUAL);
        assertThat(catchThrowable(() -> never.deadline(at("2026-03-02T10:00"), TimeLimit.parse("1 work_hour"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holidays");
    }

    @Test
    void limitsAndSessionsThatMakeNoSenseAreRefusedInWords() {
        assertThat(TimeLimit.parse("5 work_days")).isEqualTo(TimeLimit.of(5, ClockKind.WORK_DAY));
        assertThat(TimeLimit.parse("2.50 work_hour")).hasToString("2.5 work_hour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeLimit.parse("2 hours"))
                .withMessageContaining("urgent_hour, work_hour, work_day, natural_day");
        assertThatIllegalArgumentException().isThrownBy(() -> TimeLimit.parse("0 work_hour"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeLimit.parse("1.5 work_day"))
                .withMessageContaining("days are whole");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkSessions.parse(List.of("08:00-12:00", "11:00-13:00")))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException().isThrownBy(() -> WorkSessions.parse(List.of("18:00-08:00")));
        assertThat(WorkSessions.parse(List.of("12:00-18:00", "08:00-12:00")).sessions())
                .containsExactly(new WorkSessions.Session(480, 1080));
    }

    private static TimeLimit limit(Random random) {
        return TimeLimit.of(1 + random.nextInt(12), List.of(ClockKind.values()).get(random.nextInt(4)));
    }

    private static SlaRun run(Random random) {
        SlaRun run = SlaRun.from(moment(random));
        for (int stops = random.nextInt(4); stops > 0; stops--) {
            Instant from = run.start().plusMillis(random.nextInt(3 * 86_400_000));
            run = run.stopped(from, random.nextInt(9) == 0 ? null : from.plusMillis(random.nextInt(86_400_000)));
        }
        return run;
    }

    /** Some time in 2026, to the millisecond; every third near a change of the clocks. */
    private static Instant moment(Random random) {
        Instant near = switch (random.nextInt(9)) {
            case 0 -> Instant.parse("2026-03-07T04:00:00Z");
            case 1 -> Instant.parse("2026-10-31T04:00:00Z");
            case 2 -> Instant.parse("2026-04-03T14:00:00Z");
            default -> null;
        };
        return near == null
                ? Instant.parse("2026-01-01T00:00:00Z").plusMillis((long) (random.nextDouble() * 31_536_000_000L))
                : near.plusMillis(random.nextInt(2 * 86_400_000));
    }

    private static Instant at(String local) {
        return at(LocalDateTime.parse(local), SHANGHAI);
    }

    private static Instant at(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toInstant();
    }

    private static Instant offset(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
