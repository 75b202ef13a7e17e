package io.streetward.tools.report;

import io.streetward.reports.Report;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** A way of writing a report down. */
enum ReportFormat {
    TABLE,
    CSV,
    JSON,
    HTML;

    void write(Heading heading, Report report, Writer out) throws IOException {
        Writing writing = switch (this) {
            case TABLE -> new TableReport();
            case CSV -> new CsvReport();
            case JSON -> new JsonReport();
            case HTML -> new HtmlReport();
        };
        writing.write(heading, report, out);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes one; closes nothing. */
    interface Writing {
        void write(Heading heading, Report report, Writer out) throws IOException;
    }
}
