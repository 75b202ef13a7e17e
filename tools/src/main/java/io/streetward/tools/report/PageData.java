package io.streetward.tools.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.streetward.reports.CaseView;
import io.streetward.reports.Figures;
import io.streetward.reports.Group;
import io.streetward.reports.Grouping;
import io.streetward.reports.Report;
import io.streetward.reports.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page's script is given: each case once, with the marks it has, from which it finds the cases behind any number.
 * So a number costs the page no list: 50,000 cases take some 8 MB, however many numbers they stand behind.
 */
final class PageData {
    /** Above {@code CaseMark}'s bits: whether the case has come to the end of a span. */
    static int bit(Span span) {
        return span == Span.RESOLVING ? 1 << 28 : 1 << 29;
    }

    private final Report report;
    private final Map<String, List<Group>> groups = new LinkedHashMap<>();

    PageData(Report report, List<Grouping> groupings) {
        this.report = report;
        groupings.forEach(grouping -> groups.put(grouping.key(), report.by(grouping)));
    }

    List<Group> groups(Grouping grouping) {
        return groups.getOrDefault(grouping.key(), List.of());
    }

    /** JSON, safe within a script element. */
    String json(Map<String, Object> charts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("cases");
            cases(json, report.now(), 0);
            cases(json, report.before(), 1);
            json.writeEndArray();
            json.writeObjectFieldStart("charts");
            for (Map.Entry<String, Object> chart : charts.entrySet()) {
                json.writeFieldName(chart.getKey());
                write(json, chart.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return Html.inScript(text.toString());
    }

    private void cases(JsonGenerator json, Figures figures, int before) throws IOException {
        for (CaseView view : figures.cases()) {
            json.writeStartArray();
            json.writeString(view.id().value());
            json.writeString(Heading.MINUTE.format(
                    ZonedDateTime.ofInstant(view.reportedAt(), report.period().zone())));
            json.writeString(view.kind().id());
            json.writeString(view.camera().value());
            json.writeString(view.zoneName());
            json.writeString(view.state().key());
            int marks = view.marks();
            for (Span span : Span.values()) {
                marks |= view.time(span) == null ? 0 : bit(span);
            }
            json.writeNumber(marks);
            json.writeNumber(before);
            json.writeString(view.known().grid());
            json.writeString(view.known().department());
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
