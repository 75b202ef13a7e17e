package io.streetward.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseBook;
import io.streetward.reports.ReportBook;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a book that an engine has open; what the figures should be is counted in the engine's own tests. */
class ReportCommandTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    static Path data;

    private static CaseBook engine;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void write() throws Exception {
        engine = ReportBook.write(data.resolve("cases.db"));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theTableFitsAHundredPlacesAndHasNumeratorAndDenominatorBesideEachRate() {
        for (String by : List.of("day", "grid", "department", "camera", "event")) {
            assertThat(run("--from", "2026-11-24", "--to", "2026-11-25", "--by", by))
                    .as(err.toString())
                    .isZero();
        }

        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(TextTable.width(line)).isLessThanOrEqualTo(TextTable.WIDTH))
                .anySatisfy(line -> assertThat(line).matches("Filing rate 立案率 +12 +14 +85\\.71 % .*"))
                .anySatisfy(line -> assertThat(line).matches("2026-11-24 +6/7 85\\.71 % +3/5 60\\.00 % .*"))
                .anySatisfy(line -> assertThat(line).matches("no grid known .*"));
    }

    @Test
    void csvReadsBackWithEveryFigure() throws Exception {
        assertThat(run("--from", "2026-11-24", "--to", "2026-11-25", "--by", "camera", "--format", "csv"))
                .isZero();

        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(out.toString(), format)) {
            List<CSVRecord> rows = parser.getRecords();
            CSVRecord filing = row(rows, "total", "", "filing_rate");
            assertThat(filing.get("numerator")).isEqualTo("12");
            assertThat(filing.get("denominator")).isEqualTo("14");
            assertThat(filing.get("rate_percent")).isEqualTo("85.71");
            CSVRecord none = row(rows, "camera", "cam-a", "false_alarm_rate");
            assertThat(none.get("label")).isEqualTo("看 cam-a <b>& (cam-a)");
            assertThat(none.get("denominator")).isEqualTo("0");
            assertThat(none.get("rate_percent")).isEmpty();
            assertThat(row(rows, "total", "", "time_resolving").get("median_s")).isEqualTo("600.0");
            assertThat(rows).allMatch(CSVRecord::isConsistent);
        }
    }

    @Test
    void jsonListsTheCasesBehindEachFigure() throws Exception {
        assertThat(run("--from", "2026-11-24", "--to", "2026-11-25", "--by", "event", "--format", "json"))
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("format").asText()).isEqualTo("streetward-report/1");
        JsonNode rework = report.at("/total/now/rates/rework");
        assertThat(rework.path("numeratorCases").toString()).isEqualTo("[\"c-04\",\"c-08\"]");
        assertThat(rework.path("denominatorCases")).hasSize(6);
        assertThat(rework.path("percent").decimalValue()).isEqualByComparingTo("33.33");
        assertThat(report.at("/groups/3/key").asText()).isEqualTo("mud_tracking");
        assertThat(report.at("/groups/3/now/rates/closing/percent").isNull()).isTrue();
        assertThat(report.path("cases")).hasSize(14);
    }

    @Test
    void whatIsMarkupInANameIsTextInThePageAndThePageNeedsNoNetwork() throws Exception {
        String page = page();

        assertThat(page).contains("看 cam-a &lt;b&gt;&amp; (cam-a)").doesNotContain("<b>&", "<script>alert");
        assertThat(page).contains("\\u003cscript\\u003ealert('cam-a')");
        assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("src=\"", "href=\"", "@import", "url(");
    }

    @Test
    void aBrowserDrawsThePageAndRunsNothingThatIsNotOurs() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
        page();
        Path dom = data.resolve("dom.html");

        Process browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + data.resolve("browser"),
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        data.resolve("report.html").toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.destroyForcibly();
        }

        assertThat(Files.readString(dom))
                .contains("data-ready=\"yes\"") // the script came to its end
                .containsPattern("id=\"chart-days\"[^>]*>.*<canvas")
                .containsPattern("id=\"chart-false-camera\"[^>]*>.*<canvas");
    }

    @Test
    void aPeriodWithoutCasesIsAReportOfDashes() {
        assertThat(run("--from", "2025-01-01", "--to", "2025-01-01")).isZero();
        assertThat(out.toString().lines()).anySatisfy(line -> assertThat(line).matches("Closing rate 结案率 +0 +0 +– .*"));
        assertThat(out.toString()).doesNotContain("NaN", "0.00 %");
    }

    @Test
    void daysThatAreNoneAreWrongUsageInASentence() {
        assertThat(run("--from", "2026-02-30", "--to", "2026-03-01")).isEqualTo(2);
        assertThat(err.toString()).contains("--from 2026-02-30: no such day; expected one as in 2026-09-01");
        assertThat(run("--from", "2026-03-02", "--to", "2026-03-01")).isEqualTo(2);
        assertThat(err.toString()).contains("the last day, 2026-03-01, is before the first, 2026-03-02");
        assertThat(run("--from", "2026-03-01", "--to", "2026-03-01", "--by", "street"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected day, grid, department, camera, event, not street");
    }

    @Test
    void aFolderWithoutABookIsSaid() {
        CommandLine line = commandLine();
        assertThat(line.execute(
                        "--data", data.resolve("none").toString(), "--from", "2026-03-01", "--to", "2026-03-01"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none/cases.db: there is no such file");
    }

    private String page() throws Exception {
        Path file = data.resolve("report.html");
        assertThat(run(
                        "--from",
                        "2026-11-24",
                        "--to",
                        "2026-11-25",
                        "--by",
                        "camera",
                        "--format",
                        "html",
                        "-o",
                        file.toString()))
                .isZero();
        return Files.readString(file);
    }

    private static CSVRecord row(List<CSVRecord> rows, String by, String group, String indicator) {
        return rows.stream()
                .filter(row -> row.get("by").equals(by)
                        && row.get("group").equals(group)
                        && row.get("indicator").equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of("--data", data.toString(), "--zone", "Asia/Shanghai"));
        all.addAll(List.of(options));
        return commandLine().execute(all.toArray(String[]::new));
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(new ReportCommand(Clock.fixed(ReportBook.AS_OF, ZoneOffset.UTC)));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line;
    }
}
