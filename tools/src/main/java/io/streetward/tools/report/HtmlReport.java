package io.streetward.tools.report;

import io.streetward.reports.Grouping;
import io.streetward.reports.Indicator;
import io.streetward.reports.Report;
import io.streetward.reports.Span;
import java.io.IOException;
import java.io.Writer;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One HTML file that needs nothing beside it: figures first, then each day, each group, false alarms, and what it all means. */
final class HtmlReport implements ReportFormat.Writing {
    @Override
    public void write(Heading heading, Report report, Writer out) throws IOException {
        PageAssets assets = PageAssets.load();
        List<Grouping> groupings = new ArrayList<>(List.of(Grouping.DAY, Grouping.CAMERA, Grouping.EVENT));
        heading.by().filter(by -> !groupings.contains(by)).ifPresent(groupings::add);
        PageData data = new PageData(report, groupings);
        Map<String, Object> charts = new LinkedHashMap<>();
        Html html = new Html(out);
        HtmlTables tables = new HtmlTables(html, report, data, charts);

        String title = "Cases reported " + report.period().from() + " to "
                + report.period().to();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .text(assets.policy())
                .raw("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .text(title)
                .raw("</title>\n<style>")
                .raw(assets.styles())
                .raw("</style>\n</head>\n<body>\n<main>\n");
        head(html, heading, report, title);
        tables.keyFigures();
        tables.counts();
        tables.rates();
        tables.days();
        heading.by().filter(by -> by != Grouping.DAY).ifPresent(tables::groups);
        tables.falseAlarms(Grouping.CAMERA);
        tables.falseAlarms(Grouping.EVENT);
        meaning(html, report);
        html.raw("</main>\n<dialog id=\"cases\" aria-labelledby=\"cases-title\"></dialog>\n")
                .raw("<script type=\"application/json\" id=\"data\">")
                .raw(data.json(charts))
                .raw("</script>\n<script>")
                .raw(assets.charts())
                .raw("</script>\n<script>")
                .raw(assets.script())
                .raw("</script>\n</body>\n</html>\n");
    }

    private static void head(Html html, Heading heading, Report report, String title) throws IOException {
        html.raw("<header>\n<p class=\"site\">")
                .text(heading.site().isEmpty() ? heading.book() : heading.site())
                .raw("</p>\n<h1>")
                .text(title)
                .raw("</h1>\n<p class=\"sub\">")
                .text(report.period().days() + " days of " + report.period().zone() + " · as of "
                        + Heading.SECOND.format(ZonedDateTime.ofInstant(
                                report.asOf(), report.period().zone()))
                        + " · compared with " + report.period().before().from() + " to "
                        + report.period().before().to())
                .raw("</p>\n<noscript><p>Charts and lists of cases need scripts; all figures are here without.</p>"
                        + "</noscript>\n</header>\n");
    }

    private static void meaning(Html html, Report report) throws IOException {
        html.raw("<section class=\"meaning\">\n<h2>What the figures mean</h2>\n<ul>\n");
        for (String note : report.notes()) {
            html.raw("<li>").text(note).raw("</li>\n");
        }
        html.raw("</ul>\n<dl>\n");
        for (Indicator indicator : Indicator.values()) {
            define(html, indicator.label() + " " + indicator.term(), "Cases " + indicator.definition() + ".");
        }
        for (Span span : Span.values()) {
            define(html, span.label() + " " + span.term(), "Time " + span.definition() + ".");
        }
        define(
                html,
                "95 %",
                "Where the share truly lies with 95 % confidence (Wilson's score interval): the fewer the cases, the wider.");
        define(
                html,
                "Soon after an announcement",
                "Within " + report.talkDown().toMinutes() + " minutes of its beginning.");
        html.raw("</dl>\n</section>\n");
    }

    private static void define(Html html, String term, String meaning) throws IOException {
        html.raw("<dt>").text(term).raw("</dt><dd>").text(meaning).raw("</dd>\n");
    }
}
