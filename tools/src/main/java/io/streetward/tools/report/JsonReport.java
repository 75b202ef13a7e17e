package io.streetward.tools.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.streetward.reports.CaseMark;
import io.streetward.reports.CaseView;
import io.streetward.reports.Figures;
import io.streetward.reports.Group;
import io.streetward.reports.Grouping;
import io.streetward.reports.Indicator;
import io.streetward.reports.Interval;
import io.streetward.reports.Period;
import io.streetward.reports.Rate;
import io.streetward.reports.Report;
import io.streetward.reports.Span;
import io.streetward.reports.Times;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code streetward-report/1}, as described in {@code engine/docs/reports.md}: every figure with the cases it is made of. */
final class JsonReport implements ReportFormat.Writing {
    private static final double MILLIS = 1_000;
    private static final double PERCENT = 100;

    @Override
    public void write(Heading heading, Report report, Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("format", "streetward-report/1");
            json.writeStringField("site", heading.site());
            period(json, "period", report.period());
            period(json, "before", report.period().before());
            json.writeStringField("asOf", report.asOf().toString());
            json.writeStringField(
                    "asOfBefore", report.period().sameAgeBefore(report.asOf()).toString());
            json.writeNumberField("talkDownSeconds", report.talkDown().toSeconds());
            json.writeFieldName("total");
            both(json, "", "", report.now(), report.before());
            if (heading.by().isPresent()) {
                json.writeStringField("by", heading.by().get().key());
                json.writeArrayFieldStart("groups");
                for (Group group : report.by(heading.by().get())) {
                    both(json, group.key(), group.label(), group.now(), group.before());
                }
                json.writeEndArray();
            }
            json.writeObjectFieldStart("falseAlarms");
            falseAlarms(json, report, Grouping.CAMERA);
            falseAlarms(json, report, Grouping.EVENT);
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            cases(json, "cases", report.now());
            cases(json, "casesBefore", report.before());
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void period(JsonGenerator json, String name, Period period) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("from", period.from().toString());
        json.writeStringField("to", period.to().toString());
        json.writeStringField("zone", period.zone().getId());
        json.writeStringField("start", period.start().toString());
        json.writeStringField("end", period.end().toString());
        json.writeEndObject();
    }

    private static void both(JsonGenerator json, String key, String label, Figures now, @Nullable Figures before)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeStringField("label", label);
        figures(json, "now", now);
        if (before != null) {
            figures(json, "before", before);
        }
        json.writeEndObject();
    }

    private static void figures(JsonGenerator json, String name, Figures figures) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeObjectFieldStart("counts");
        for (CaseMark mark : CaseMark.values()) {
            List<CaseView> cases = figures.with(mark);
            json.writeObjectFieldStart(mark.key());
            json.writeNumberField("count", cases.size());
            ids(json, "cases", cases);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("rates");
        for (Indicator indicator : Indicator.values()) {
            json.writeFieldName(indicator.key());
            rate(json, figures.rate(indicator));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("times");
        for (Span span : Span.values()) {
            Times times = figures.times(span);
            json.writeObjectFieldStart(span.key());
            json.writeNumberField("count", times.cases().size());
            seconds(json, "meanSeconds", times.mean());
            seconds(json, "medianSeconds", times.median());
            ids(json, "cases", times.cases());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void falseAlarms(JsonGenerator json, Report report, Grouping by) throws IOException {
        json.writeArrayFieldStart(by.key());
        for (Group group : report.by(by)) {
            json.writeStartObject();
            json.writeStringField("key", group.key());
            json.writeStringField("label", group.label());
            json.writeFieldName("now");
            rate(json, group.now().rate(Indicator.FALSE_ALARM));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void rate(JsonGenerator json, Rate rate) throws IOException {
        json.writeStartObject();
        json.writeNumberField("numerator", rate.numerator().size());
        json.writeNumberField("denominator", rate.denominator().size());
        json.writeFieldName("percent");
        if (rate.percent().isPresent()) {
            json.writeNumber(rate.percent().get());
        } else {
            json.writeNull();
        }
        share(json, "low", rate.interval().map(Interval::low));
        share(json, "high", rate.interval().map(Interval::high));
        ids(json, "numeratorCases", rate.numerator());
        ids(json, "denominatorCases", rate.denominator());
        json.writeEndObject();
    }

    private static void share(JsonGenerator json, String name, Optional<Double> share) throws IOException {
        if (share.isPresent()) {
            json.writeNumberField(name, Math.round(share.get() * PERCENT * PERCENT) / PERCENT);
        } else {
            json.writeNullField(name);
        }
    }

    private static void seconds(JsonGenerator json, String name, Optional<Duration> time) throws IOException {
        if (time.isPresent()) {
            json.writeNumberField(name, time.get().toMillis() / MILLIS);
        } else {
            json.writeNullField(name);
        }
    }

    private static void ids(JsonGenerator json, String name, List<CaseView> cases) throws IOException {
        json.writeArrayFieldStart(name);
        for (CaseView view : cases) {
            json.writeString(view.id().value());
        }
        json.writeEndArray();
    }

    private static void cases(JsonGenerator json, String name, Figures figures) throws IOException {
        json.writeArrayFieldStart(name);
        for (CaseView view : figures.cases()) {
            json.writeStartObject();
            json.writeStringField("id", view.id().value());
            json.writeStringField("reportedAt", view.reportedAt().toString());
            json.writeStringField("event", view.kind().id());
            json.writeStringField("camera", view.camera().value());
            json.writeStringField("cameraName", view.cameraName());
            json.writeStringField("zone", view.zoneName());
            json.writeStringField("state", view.state().key());
            json.writeStringField("grid", view.known().grid());
            json.writeStringField("department", view.known().department());
            json.writeStringField(
                    "deadline",
                    view.known().deadline() == null
                            ? null
                            : view.known().deadline().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
