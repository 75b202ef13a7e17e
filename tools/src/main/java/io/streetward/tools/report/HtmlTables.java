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
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page's sections: each a chart, where there is one, and the same figures as a table whose numbers open their cases. */
final class HtmlTables {
    /** More bars than this do not fit a page's height; the table below has them all. */
    private static final int BARS = 15;

    /** Two months: a longer table of days is folded away, and the chart shows what there is to see. */
    private static final int OPEN_DAYS = 62;

    private static final double PERCENT = 100;
    private static final List<Indicator> KEY =
            List.of(Indicator.FILING, Indicator.CLOSING, Indicator.IN_TIME, Indicator.TALK_DOWN, Indicator.FALSE_ALARM);

    private final Html html;
    private final Report report;
    private final PageData data;
    private final Map<String, Object> charts;

    HtmlTables(Html html, Report report, PageData data, Map<String, Object> charts) {
        this.html = html;
        this.report = report;
        this.data = data;
        this.charts = charts;
    }

    void keyFigures() throws IOException {
        html.raw("<section class=\"key\">\n<div><b>");
        number(report.now(), CaseMark.REPORTED, Scope.TOTAL);
        html.raw("</b><span>Reported 上报</span><small>before ");
        number(report.before(), CaseMark.REPORTED, Scope.BEFORE);
        html.raw("</small></div>\n");
        for (Indicator indicator : KEY) {
            Rate now = report.now().rate(indicator);
            Rate before = report.before().rate(indicator);
            html.raw("<div><b>").text(Words.percent(now)).raw("</b><span>");
            html.text(indicator.label() + " " + indicator.term()).raw("</span><small>");
            share(indicator, now, Scope.TOTAL);
            html.raw(" · ").text(Words.change(now, before)).raw(" points</small></div>\n");
        }
        html.raw("</section>\n");
    }

    void counts() throws IOException {
        html.raw("<section>\n<h2>Counts and times</h2>\n<div class=\"pair\"><table>\n<thead><tr><th>Cases</th>"
                + "<th>Now</th><th>Before</th></tr></thead>\n<tbody>\n");
        for (CaseMark mark : CaseMark.values()) {
            html.raw("<tr><th scope=\"row\">").text(mark.label()).raw("</th><td>");
            number(report.now(), mark, Scope.TOTAL);
            html.raw("</td><td>");
            number(report.before(), mark, Scope.BEFORE);
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody></table>\n<table>\n<thead><tr><th>Time</th><th>Cases</th><th>Median</th><th>Mean</th>"
                + "<th>Median before</th></tr></thead>\n<tbody>\n");
        for (Span span : Span.values()) {
            Times times = report.now().times(span);
            html.raw("<tr><th scope=\"row\">")
                    .text(span.label() + " " + span.term())
                    .raw("</th><td>");
            button(times.cases().size(), PageData.bit(span), span.label(), Scope.TOTAL);
            html.raw("</td>");
            cell(Words.time(times.median()));
            cell(Words.time(times.mean()));
            cell(Words.time(report.before().times(span).median()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n</section>\n");
    }

    void rates() throws IOException {
        html.raw("<section>\n<h2>Rates</h2>\n<table>\n<thead><tr><th>Rate</th><th>Cases / of</th><th>Share</th>"
                + "<th>95 %</th><th>Before</th><th>Share before</th><th>Points</th></tr></thead>\n<tbody>\n");
        for (Indicator indicator : Indicator.values()) {
            Rate now = report.now().rate(indicator);
            Rate before = report.before().rate(indicator);
            html.raw("<tr><th scope=\"row\">").text(indicator.label() + " " + indicator.term());
            html.raw("</th><td>");
            share(indicator, now, Scope.TOTAL);
            html.raw("</td><td class=\"strong\">").text(Words.percent(now)).raw("</td>");
            cell(Words.interval(now));
            html.raw("<td>");
            share(indicator, before, Scope.BEFORE);
            html.raw("</td>");
            cell(Words.percent(before));
            cell(Words.change(now, before));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table>\n</section>\n");
    }

    void days() throws IOException {
        List<Group> days = data.groups(Grouping.DAY);
        section("Cases a day", "days", "Bars for each day: cases reported, and of them those closed by now.");
        charts.put("days", bars("columns", days));
        boolean folded = days.size() > OPEN_DAYS;
        html.raw(folded ? "<details><summary>Table of " + days.size() + " days</summary>" : "");
        groupTable(Grouping.DAY, days);
        html.raw(folded ? "</details>" : "").raw("</section>\n");
    }

    /** For a lambda; what could not be written is thrown on. */
    void groups(Grouping by) {
        try {
            List<Group> groups = data.groups(by);
            section("By " + by.key(), "groups", "Bars: cases reported, and of them those closed by now.");
            charts.put("groups", bars("rows", groups.subList(0, Math.min(BARS, groups.size()))));
            groupTable(by, groups);
            html.raw("</section>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void falseAlarms(Grouping by) throws IOException {
        List<Group> groups = data.groups(by);
        String id = "false-" + by.key();
        section(
                "False alarms by " + by.key() + " 误报率",
                id,
                "A dot for each share of false alarms among the cases judged, on a line from the least to the most it may"
                        + " truly be.");
        charts.put(
                id,
                Map.of(
                        "kind",
                        "intervals",
                        "rows",
                        groups.stream()
                                .filter(group -> group.now()
                                        .rate(Indicator.FALSE_ALARM)
                                        .interval()
                                        .isPresent())
                                .limit(BARS)
                                .map(group -> interval(by, group))
                                .toList()));
        html.raw("<table>\n<thead><tr><th>")
                .text(Words.title(by))
                .raw("</th><th>False / judged</th><th>Share</th>"
                        + "<th>95 %</th><th>Reported</th></tr></thead>\n<tbody>\n");
        for (Group group : groups) {
            Rate rate = group.now().rate(Indicator.FALSE_ALARM);
            Scope scope = new Scope(by, group.key(), Words.title(by, group), false);
            html.raw("<tr><th scope=\"row\">").text(Words.title(by, group)).raw("</th><td>");
            share(Indicator.FALSE_ALARM, rate, scope);
            html.raw("</td><td class=\"strong\">").text(Words.percent(rate)).raw("</td>");
            cell(Words.interval(rate));
            html.raw("<td>");
            number(group.now(), CaseMark.REPORTED, scope);
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody></table>\n</section>\n");
    }

    private void groupTable(Grouping by, List<Group> groups) throws IOException {
        html.raw("<table class=\"dense\">\n<thead><tr><th>")
                .text(Words.title(by))
                .raw("</th><th>Reported</th>");
        for (Indicator indicator : Indicator.values()) {
            if (indicator != Indicator.EVIDENCE && indicator != Indicator.REVIEW) {
                html.raw("<th>").text(indicator.label()).raw("</th>");
            }
        }
        html.raw("<th>Median to resolve</th></tr></thead>\n<tbody>\n");
        for (Group group : groups) {
            Scope scope = new Scope(by, group.key(), Words.title(by, group), false);
            html.raw("<tr><th scope=\"row\">").text(Words.title(by, group)).raw("</th><td>");
            number(group.now(), CaseMark.REPORTED, scope);
            html.raw("</td>");
            for (Indicator indicator : Indicator.values()) {
                if (indicator != Indicator.EVIDENCE && indicator != Indicator.REVIEW) {
                    Rate rate = group.now().rate(indicator);
                    html.raw("<td>").text(Words.percent(rate)).raw("<small>");
                    share(indicator, rate, scope);
                    html.raw("</small></td>");
                }
            }
            cell(Words.time(group.now().times(Span.RESOLVING).median()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table>\n");
    }

    private void section(String title, String chart, String says) throws IOException {
        html.raw("<section>\n<h2>").text(title).raw("</h2>\n<figure><div class=\"chart\" role=\"img\" id=\"chart-");
        html.text(chart).raw("\" aria-label=\"").text(says + " The table after it has the same figures.");
        html.raw("\"></div><figcaption>").text(says).raw("</figcaption></figure>\n");
    }

    private void share(Indicator indicator, Rate rate, Scope scope) throws IOException {
        int of = indicator.denominator().bit();
        String name = indicator.label();
        button(rate.numerator().size(), of | indicator.numerator().bit(), name + ", counted", scope);
        html.raw(" / ");
        button(rate.denominator().size(), of, name + ", counted among", scope);
    }

    private void number(Figures figures, CaseMark mark, Scope scope) throws IOException {
        button(figures.with(mark).size(), mark.bit(), mark.label(), scope);
    }

    private void button(int count, int marks, String title, Scope scope) throws IOException {
        html.raw("<button type=\"button\" data-marks=\"" + marks + "\" data-before=\"" + (scope.before() ? 1 : 0)
                + "\"");
        if (scope.by() != null) {
            html.raw(" data-by=\"" + scope.by().key() + "\" data-key=\"")
                    .text(scope.key())
                    .raw("\"");
        }
        html.raw(" data-title=\"").text(title + scope.suffix()).raw("\">" + count + "</button>");
    }

    private void cell(String text) throws IOException {
        html.raw("<td>").text(text).raw("</td>");
    }

    private Map<String, Object> bars(String kind, List<Group> groups) {
        return Map.of(
                "kind",
                kind,
                "rows",
                groups.stream()
                        .map(group -> List.<Object>of(
                                group.key().isEmpty() ? group.label() : group.key(),
                                group.now().cases().size(),
                                group.now().with(CaseMark.CLOSED).size()))
                        .toList());
    }

    private static List<Object> interval(Grouping by, Group group) {
        Rate rate = group.now().rate(Indicator.FALSE_ALARM);
        double share = PERCENT * rate.numerator().size() / rate.denominator().size();
        return List.of(
                by == Grouping.EVENT ? Words.title(by, group) : group.key(),
                share,
                PERCENT * rate.interval().orElseThrow().low(),
                PERCENT * rate.interval().orElseThrow().high());
    }

    /** Whose cases a number counts. */
    private record Scope(@Nullable Grouping by, String key, String label, boolean before) {
        static final Scope TOTAL = new Scope(null, "", "", false);
        static final Scope BEFORE = new Scope(null, "", "the period before", true);

        String suffix() {
            return label.isEmpty() ? "" : ": " + label;
        }
    }
}
