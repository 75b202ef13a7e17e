package io.streetward.tools.report;

import io.streetward.reports.CaseMark;
import io.streetward.reports.Figures;
import io.streetward.reports.Group;
import io.streetward.reports.Grouping;
import io.streetward.reports.Indicator;
import io.streetward.reports.Interval;
import io.streetward.reports.Rate;
import io.streetward.reports.Report;
import io.streetward.reports.Span;
import io.streetward.reports.Times;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** RFC 4180, one row for each group and indicator; the columns are in {@code engine/docs/reports.md}. */
final class CsvReport implements ReportFormat.Writing {
    private static final int PERCENT = 100;
    private static final double MILLIS = 1_000;

    @Override
    public void write(Heading heading, Report report, Writer out) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(
                        "from",
                        "to",
                        "zone",
                        "by",
                        "group",
                        "label",
                        "indicator",
                        "numerator",
                        "denominator",
                        "rate_percent",
                        "low_percent",
                        "high_percent",
                        "mean_s",
                        "median_s",
                        "before_numerator",
                        "before_denominator",
                        "before_rate_percent")
                .get();
        CSVPrinter csv = new CSVPrinter(out, format); // not closed: that would close the output
        Rows rows = new Rows(csv, report);
        rows.of("total", "", "", report.now(), report.before());
        EnumSet<Grouping> groupings = EnumSet.of(Grouping.CAMERA, Grouping.EVENT); // of false alarms, always
        heading.by().ifPresent(groupings::add);
        for (Grouping by : groupings) {
            for (Group group : report.by(by)) {
                if (heading.by().equals(Optional.of(by))) {
                    rows.of(by.key(), group.key(), group.label(), group.now(), group.before());
                } else {
                    rows.rate(by.key(), group.key(), group.label(), Indicator.FALSE_ALARM, group.now(), group.before());
                }
            }
        }
        csv.flush();
    }

    private record Rows(CSVPrinter csv, Report report) {
        void of(String by, String key, String label, Figures now, @Nullable Figures before) throws IOException {
            for (CaseMark mark : CaseMark.values()) {
                row(
                        by,
                        key,
                        label,
                        mark.key(),
                        now.with(mark).size(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        before == null ? null : before.with(mark).size(),
                        null,
                        null);
            }
            for (Indicator indicator : Indicator.values()) {
                rate(by, key, label, indicator, now, before);
            }
            for (Span span : Span.values()) {
                Times times = now.times(span);
                row(
                        by,
                        key,
                        label,
                        span.key(),
                        times.cases().size(),
                        null,
                        null,
                        null,
                        null,
                        seconds(times.mean()),
                        seconds(times.median()),
                        before == null ? null : before.times(span).cases().size(),
                        null,
                        null);
            }
        }

        void rate(String by, String key, String label, Indicator indicator, Figures now, @Nullable Figures before)
                throws IOException {
            Rate rate = now.rate(indicator);
            Rate then = before == null ? null : before.rate(indicator);
            row(
                    by,
                    key,
                    label,
                    indicator.key() + "_rate",
                    rate.numerator().size(),
                    rate.denominator().size(),
                    rate.percent().orElse(null),
                    percent(rate.interval().map(Interval::low)),
                    percent(rate.interval().map(Interval::high)),
                    null,
                    null,
                    then == null ? null : then.numerator().size(),
                    then == null ? null : then.denominator().size(),
                    then == null ? null : then.percent().orElse(null));
        }

        private void row(String by, String key, String label, @Nullable Object... figures) throws IOException {
            csv.print(report.period().from());
            csv.print(report.period().to());
            csv.print(report.period().zone());
            csv.print(by);
            csv.print(key);
            csv.print(label);
            for (Object figure : figures) {
                csv.print(figure);
            }
            csv.println();
        }
    }

    private static @Nullable BigDecimal percent(Optional<Double> share) {
        return share.map(value -> BigDecimal.valueOf(Math.round(value * PERCENT * PERCENT), 2))
                .orElse(null);
    }

    private static @Nullable BigDecimal seconds(Optional<Duration> time) {
        return time.map(value -> BigDecimal.valueOf(value.toMillis() / MILLIS)).orElse(null);
    }
}
