package io.streetward.tools.report;

import io.streetward.reports.Group;
import io.streetward.reports.Grouping;
import io.streetward.reports.Interval;
import io.streetward.reports.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Figures in words. What there is none of is a dash, never a zero. */
final class Words {
    static final String NONE = "–";

    private static final int PERCENT = 100;

    private Words() {}

    static String percent(Rate rate) {
        return rate.percent().map(percent -> percent.toPlainString() + " %").orElse(NONE);
    }

    /** How many of how many. */
    static String share(Rate rate) {
        return rate.numerator().size() + "/" + rate.denominator().size();
    }

    /** By how many percentage points a rate rose. */
    static String change(Rate now, Rate before) {
        Optional<BigDecimal> from = before.percent();
        return now.percent()
                .flatMap(percent -> from.map(percent::subtract))
                .map(points -> (points.signum() < 0 ? "−" : points.signum() > 0 ? "+" : "±")
                        + points.abs().toPlainString())
                .orElse(NONE);
    }

    static String interval(Rate rate) {
        return rate.interval().map(Words::interval).orElse(NONE);
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.0f–%.0f %%", PERCENT * interval.low(), PERCENT * interval.high());
    }

    static String time(Optional<Duration> time) {
        return time.map(Words::time).orElse(NONE);
    }

    private static String time(Duration d) {
        Duration rounded = Duration.ofSeconds(Math.round(d.toMillis() / 1_000.0));
        if (rounded.toMinutes() == 0) {
            return rounded.toSeconds() + " s";
        } else if (rounded.toHours() == 0) {
            return String.format(Locale.ROOT, "%d min %02d s", rounded.toMinutes(), rounded.toSecondsPart());
        } else if (rounded.toDays() == 0) {
            return String.format(Locale.ROOT, "%d h %02d min", rounded.toHours(), rounded.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%d d %02d h", rounded.toDays(), rounded.toHoursPart());
    }

    static String title(Grouping grouping) {
        return switch (grouping) {
            case DAY -> "Day";
            case GRID -> "Grid cell 单元网格";
            case DEPARTMENT -> "Department 责任部门";
            case CAMERA -> "Camera";
            case EVENT -> "Event";
        };
    }

    static String title(Grouping grouping, Group group) {
        return grouping == Grouping.EVENT ? group.label().replace('_', ' ') : group.label();
    }
}
