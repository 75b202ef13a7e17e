package io.streetward.tools.report;

import io.streetward.reports.CaseMark;
import io.streetward.reports.Figures;
import io.streetward.reports.Group;
import io.streetward.reports.Grouping;
import io.streetward.reports.Indicator;
import io.streetward.reports.Rate;
import io.streetward.reports.Report;
import io.streetward.reports.Span;
import io.streetward.reports.Times;
import java.io.IOException;
import java.io.Writer;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** For a terminal, at most {@value TextTable#WIDTH} places wide. */
final class TableReport implements ReportFormat.Writing {
    /** So many rates stand beside a group's name, with their counts. */
    private static final int RATES_A_TABLE = 4;

    @Override
    public void write(Heading heading, Report report, Writer out) throws IOException {
        out.append("Cases reported " + report.period().from() + " to "
                + report.period().to() + ", " + report.period().days() + " days, "
                + report.period().zone() + "\n");
        out.append((heading.site().isEmpty() ? "" : heading.site() + ", ") + "as of "
                + Heading.SECOND.format(
                        ZonedDateTime.ofInstant(report.asOf(), report.period().zone()))
                + "\n\n");
        counts(report, out);
        rates(report, out);
        times(report, out);
        if (heading.by().isPresent()) {
            groups(report, heading.by().get(), out);
        }
        falseAlarms(report, Grouping.CAMERA, out);
        falseAlarms(report, Grouping.EVENT, out);
        for (String note : report.notes()) {
            out.append(wrapped(note));
        }
    }

    private static void counts(Report report, Appendable out) throws IOException {
        TextTable table = new TextTable("Counts", "Cases", "Before");
        for (CaseMark mark : CaseMark.values()) {
            table.row(List.of(mark.label(), count(report.now(), mark), count(report.before(), mark)));
        }
        print(table, out);
    }

    private static void rates(Report report, Appendable out) throws IOException {
        TextTable table = new TextTable("Rates", "Cases", "Of", "Rate", "95 %", "Before", "Then", "Points");
        for (Indicator indicator : Indicator.values()) {
            Rate now = report.now().rate(indicator);
            Rate before = report.before().rate(indicator);
            table.row(List.of(
                    indicator.label() + " " + indicator.term(),
                    String.valueOf(now.numerator().size()),
                    String.valueOf(now.denominator().size()),
                    Words.percent(now),
                    Words.interval(now),
                    Words.share(before),
                    Words.percent(before),
                    Words.change(now, before)));
        }
        print(table, out);
    }

    private static void times(Report report, Appendable out) throws IOException {
        TextTable table = new TextTable("Times", "Cases", "Median", "Mean", "Median before");
        for (Span span : Span.values()) {
            Times now = report.now().times(span);
            table.row(List.of(
                    span.label() + " " + span.term(),
                    String.valueOf(now.cases().size()),
                    Words.time(now.median()),
                    Words.time(now.mean()),
                    Words.time(report.before().times(span).median())));
        }
        print(table, out);
    }

    private static void groups(Report report, Grouping by, Appendable out) throws IOException {
        List<Group> groups = report.by(by);
        Indicator[] all = Indicator.values();
        for (int first = 0; first < all.length; first += RATES_A_TABLE) {
            List<Indicator> some = List.of(all).subList(first, Math.min(all.length, first + RATES_A_TABLE));
            List<String> head = new ArrayList<>(List.of(Words.title(by)));
            some.forEach(indicator -> head.add(indicator.label()));
            TextTable table = new TextTable(head.toArray(String[]::new));
            for (Group group : groups) {
                List<String> row = new ArrayList<>(List.of(Words.title(by, group)));
                for (Indicator indicator : some) {
                    Rate rate = group.now().rate(indicator);
                    row.add(Words.share(rate) + " " + Words.percent(rate));
                }
                table.row(row);
            }
            print(table, out);
        }
        TextTable table = new TextTable(
                Words.title(by), "Reported", "Before", "Overdue", "Left", "Median to resolve", "Median to handle");
        for (Group group : groups) {
            table.row(List.of(
                    Words.title(by, group),
                    count(group.now(), CaseMark.REPORTED),
                    group.before() == null ? Words.NONE : count(group.before(), CaseMark.REPORTED),
                    count(group.now(), CaseMark.LATE),
                    count(group.now(), CaseMark.LEFT),
                    Words.time(group.now().times(Span.RESOLVING).median()),
                    Words.time(group.now().times(Span.HANDLING).median())));
        }
        print(table, out);
    }

    private static void falseAlarms(Report report, Grouping by, Appendable out) throws IOException {
        TextTable table = new TextTable("False alarms by " + by.key(), "False", "Judged", "Share", "95 %", "Before");
        for (Group group : report.by(by)) {
            Rate rate = group.now().rate(Indicator.FALSE_ALARM);
            Figures before = group.before();
            table.row(List.of(
                    Words.title(by, group),
                    String.valueOf(rate.numerator().size()),
                    String.valueOf(rate.denominator().size()),
                    Words.percent(rate),
                    Words.interval(rate),
                    before == null ? Words.NONE : Words.share(before.rate(Indicator.FALSE_ALARM))));
        }
        print(table, out);
    }

    private static String count(Figures figures, CaseMark mark) {
        return String.valueOf(figures.with(mark).size());
    }

    private static void print(TextTable table, Appendable out) throws IOException {
        table.print(out);
        out.append('\n');
    }

    private static String wrapped(String note) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : note.split(" ", -1)) {
            if (column > 0 && column + 1 + TextTable.width(word) > TextTable.WIDTH) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column > 0 ? " " : "").append(word);
            column += (column > 0 ? 1 : 0) + TextTable.width(word);
        }
        return lines.append('\n').toString();
    }
}
