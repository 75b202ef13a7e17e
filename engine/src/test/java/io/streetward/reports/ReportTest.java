package io.streetward.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseReader;
import io.streetward.cases.SqlCaseReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ReportBook}'s cases come to, counted by hand. */
class ReportTest {
    private static final String NOTHING = "";

    @TempDir
    static Path folder;

    private static CaseBook engine;
    private static Report report;

    @BeforeAll
    static void read() throws Exception {
        engine = ReportBook.write(folder.resolve("cases.db"));
        report = reportOf(CaseFacts.NONE, ReportBook.PERIOD, ReportBook.AS_OF);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void eachRateHasTheCasesItIsMadeOf() {
        rate(
                report.now(),
                Indicator.FILING,
                "01 02 03 04 06 07 08 09 11 12 13 14",
                "01 02 03 04 05 06 07 08 09 10 11 12 13 14",
                "85.71");
        rate(report.now(), Indicator.CLOSING, "01 02 04 09 14", "01 02 04 06 07 08 09 12 13 14", "50.00");
        rate(report.now(), Indicator.IN_TIME, "01 04 09 14", "01 02 04 06 07 08 09 12 13 14", "40.00");
        rate(report.now(), Indicator.REWORK, "04 08", "01 02 04 07 08 14", "33.33");
        rate(report.now(), Indicator.TALK_DOWN, "03", "03 04 09 13", "25.00");
        rate(report.now(), Indicator.FALSE_ALARM, "05", "05 06 11 12", "25.00");
        rate(report.now(), Indicator.REVIEW, "05 06 12", "01 02 03 04 05 06 07 08 09 10 11 12 13 14", "21.43");
        rate(
                report.now(),
                Indicator.EVIDENCE,
                "01 03 04 06 07 08 09 11 12 13 14",
                "01 02 03 04 06 07 08 09 11 12 13 14",
                "91.67");
    }

    @Test
    void whatIsTrueOfCasesIsCounted() {
        assertThat(ids(report.now().with(CaseMark.LEFT))).isEqualTo("03 09 13 14");
        assertThat(ids(report.now().with(CaseMark.LATE))).isEqualTo("02");
        assertThat(ids(report.now().with(CaseMark.REJECTED))).isEqualTo("05 11");
        assertThat(ids(report.now().with(CaseMark.DISPATCHED))).isEqualTo("01 02 04 06 07 08 11 13 14");
        assertThat(ids(report.now().with(CaseMark.NOT_DUE))).isEqualTo(NOTHING);
    }

    @Test
    void timesHaveAMeanAMedianAndTheirCasesShortestFirst() {
        Times resolving = report.now().times(Span.RESOLVING);
        Times handling = report.now().times(Span.HANDLING);

        // 1 2 5 10 90 160 270 min
        assertThat(ids(resolving.cases())).isEqualTo("13 03 14 09 01 04 02");
        assertThat(resolving.median()).contains(Duration.ofMinutes(10));
        assertThat(resolving.mean()).contains(Duration.ofMillis(4_611_429));
        // 30 60 60 140 240 min
        assertThat(ids(handling.cases())).isEqualTo("14 01 07 04 02");
        assertThat(handling.median()).contains(Duration.ofMinutes(60));
        assertThat(handling.mean()).contains(Duration.ofMinutes(106));
    }

    @Test
    void aDayIsADayOfTheSite() {
        List<Group> days = report.by(Grouping.DAY);

        assertThat(days).extracting(Group::key).containsExactly("2026-11-24", "2026-11-25");
        rate(days.get(0).now(), Indicator.FILING, "01 02 03 04 06 07", "01 02 03 04 05 06 07", "85.71");
        rate(days.get(1).now(), Indicator.FILING, "08 09 11 12 13 14", "08 09 10 11 12 13 14", "85.71");
        rate(days.get(0).now(), Indicator.CLOSING, "01 02 04", "01 02 04 06 07", "60.00");
        rate(days.get(1).now(), Indicator.TALK_DOWN, NOTHING, "09 13", "0.00");
        assertThat(days.get(0).before()).isNull();
    }

    @Test
    void byCameraTheMostCasesComeFirst() {
        List<Group> cameras = report.by(Grouping.CAMERA);

        assertThat(cameras).extracting(Group::key).containsExactly("cam-a", "cam-b", "cam-c");
        rate(cameras.get(0).now(), Indicator.CLOSING, "01 02 09 14", "01 02 09 14", "100.00");
        rate(cameras.get(0).now(), Indicator.FALSE_ALARM, NOTHING, NOTHING, "–");
        rate(cameras.get(1).now(), Indicator.FALSE_ALARM, "05", "05 06", "50.00");
        rate(cameras.get(2).now(), Indicator.FALSE_ALARM, NOTHING, "11 12", "0.00");
        rate(cameras.get(1).before(), Indicator.FALSE_ALARM, "b-02", "b-02", "100.00");
    }

    @Test
    void byEvent() {
        List<Group> events = report.by(Grouping.EVENT);

        assertThat(events)
                .extracting(Group::key)
                .containsExactly("illegal_parking", "street_vending", "road_spillage", "mud_tracking");
        rate(events.get(0).now(), Indicator.IN_TIME, "01 09 14", "01 02 09 14", "75.00");
        rate(events.get(1).now(), Indicator.TALK_DOWN, NOTHING, "04 13", "0.00");
        rate(events.get(2).now(), Indicator.REWORK, "08", "07 08", "50.00");
        rate(events.get(3).now(), Indicator.CLOSING, NOTHING, NOTHING, "–");
    }

    @Test
    void gridAndDepartmentComeFromTheCatalogueAndWhatIsUnknownComesLast() throws Exception {
        Report placed = reportOf(
                dossier -> switch (dossier.file().camera().value()) {
                    case "cam-a" -> new CaseFacts.Known("", "", null);
                    case "cam-b" -> new CaseFacts.Known("441900001000001", "city police", null);
                    default -> new CaseFacts.Known("441900001000002", "city police", null);
                },
                ReportBook.PERIOD,
                ReportBook.AS_OF);

        assertThat(placed.by(Grouping.GRID))
                .extracting(Group::key)
                .containsExactly("441900001000001", "441900001000002", "");
        List<Group> departments = placed.by(Grouping.DEPARTMENT);
        assertThat(departments).extracting(Group::label).containsExactly("city police", "no department known");
        rate(departments.get(0).now(), Indicator.CLOSING, "04", "04 06 07 08 12 13", "16.67");
        rate(departments.get(1).now(), Indicator.CLOSING, "01 02 09 14", "01 02 09 14", "100.00");
    }

    @Test
    void aDeadlineDecidesWhatIsLateAndWhatIsNotYetDue() throws Exception {
        CaseFacts twoHours =
                dossier -> new CaseFacts.Known("", "", dossier.file().filedAt().plus(Duration.ofHours(2)));

        Report later = reportOf(twoHours, ReportBook.PERIOD, ReportBook.AS_OF);
        rate(later.now(), Indicator.IN_TIME, "01 09 14", "01 02 04 06 07 08 09 12 13 14", "30.00");
        // 07 was handled within two hours and only waits to be looked at
        assertThat(ids(later.now().with(CaseMark.LATE))).isEqualTo("02 04 06 08 12 13");

        Report atHalfPastTwelve = reportOf(twoHours, ReportBook.PERIOD, Instant.parse("2026-11-25T04:30:00Z"));
        assertThat(ids(atHalfPastTwelve.now().with(CaseMark.NOT_DUE))).isEqualTo("12 13");
        rate(atHalfPastTwelve.now(), Indicator.CLOSING, "01 02 04 09", "01 02 04 06 07 08 09", "57.14");
    }

    @Test
    void thePeriodBeforeStandsAsItStoodWhenItWasAsOld() {
        // b-01 was closed on the 25th: not yet at noon of the 24th
        rate(report.before(), Indicator.CLOSING, "b-03", "b-01 b-03", "50.00");
        rate(report.before(), Indicator.FILING, "b-01 b-03", "b-01 b-02 b-03", "66.67");
        rate(report.before(), Indicator.FALSE_ALARM, "b-02", "b-02", "100.00");
    }

    @Test
    void aPeriodWithoutCasesHasNoRatesRatherThanZeros() throws Exception {
        Report empty = reportOf(
                CaseFacts.NONE,
                new Period(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-01-02"), ReportBook.SHANGHAI),
                ReportBook.AS_OF);

        for (Indicator indicator : Indicator.values()) {
            rate(empty.now(), indicator, NOTHING, NOTHING, "–");
            assertThat(empty.now().rate(indicator).interval()).isEmpty();
        }
        assertThat(empty.now().times(Span.RESOLVING).median()).isEmpty();
        assertThat(empty.by(Grouping.CAMERA)).isEmpty();
        assertThat(empty.by(Grouping.DAY)).hasSize(2);
    }

    /** The source's own counts; it printed 98.39 % and 86.51 %. */
    @Test
    void theCountsOfTheEvaluationOf2020GiveTheRatesThatFollowFromThem() {
        int reported = 43_694;
        int filed = 43_084;
        int closed = 37_075;
        CaseView sample = report.now().cases().get(0);
        Figures figures = new Figures(IntStream.range(0, reported)
                .mapToObj(i -> marked(
                        sample,
                        CaseMark.REPORTED.bit()
                                + (i < filed ? CaseMark.FILED.bit() + CaseMark.SHOULD_CLOSE.bit() : 0)
                                + (i < closed ? CaseMark.CLOSED.bit() : 0)))
                .toList());

        assertThat(figures.rate(Indicator.FILING).percent()).contains(new BigDecimal("98.60"));
        assertThat(figures.rate(Indicator.CLOSING).percent()).contains(new BigDecimal("86.05"));
        assertThat(figures.rate(Indicator.CLOSING).numerator()).hasSize(closed);
    }

    private static CaseView marked(CaseView v, int marks) {
        return new CaseView(
                v.id(),
                v.reportedAt(),
                v.kind(),
                v.camera(),
                v.cameraName(),
                v.zoneName(),
                v.state(),
                v.known(),
                marks,
                null,
                null);
    }

    /** Through a reader of its own, beside the engine that holds the book. */
    private static Report reportOf(CaseFacts facts, Period period, Instant asOf) throws CaseBookException {
        try (CaseReader book = SqlCaseReader.openSqlite(folder.resolve("cases.db"))) {
            return Report.read(book, facts, period, asOf, Report.DEFAULT_TALK_DOWN);
        }
    }

    private static void rate(
            Figures figures, Indicator indicator, String numerator, String denominator, String percent) {
        Rate rate = figures.rate(indicator);
        assertThat(ids(rate.numerator())).as("%s, numerator", indicator).isEqualTo(numerator);
        assertThat(ids(rate.denominator())).as("%s, denominator", indicator).isEqualTo(denominator);
        assertThat(rate.percent().map(BigDecimal::toPlainString).orElse("–"))
                .as("%s", indicator)
                .isEqualTo(percent);
    }

    private static String ids(List<CaseView> cases) {
        return String.join(
                " ",
                cases.stream().map(view -> view.id().value().replace("c-", "")).toList());
    }
}
