package io.streetward.tools.report;

import io.streetward.reports.Grouping;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands above a report.
 *
 * @param site the site as people call it; empty when only its data folder is known
 * @param book where the cases were read
 * @param by what the cases are put together by, beside the total
 */
record Heading(String site, String book, Optional<Grouping> by) {
    static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
}
