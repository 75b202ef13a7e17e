package io.streetward.tools.report;

import io.streetward.app.CityFacts;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseReader;
import io.streetward.cases.SqlCaseReader;
import io.streetward.config.ConfigException;
import io.streetward.config.ConfigLoader;
import io.streetward.config.StreetwardConfig;
import io.streetward.reports.CaseFacts;
import io.streetward.reports.Grouping;
import io.streetward.reports.Period;
import io.streetward.reports.Report;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "What the cases of some days come to: counts, rates each with numerator and denominator, times, and how the"
                    + " days before compare. Works beside a running engine; writes nothing but the report.",
            "What each figure means: engine/docs/reports.md."
        },
        footer = {"", "Exit codes: 0 written, 1 the book cannot be read or the report not written, 2 wrong usage."})
public final class ReportCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first day, as in 2026-09-01.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day; it counts too.")
    private String to = "";

    @Option(
            names = "--by",
            converter = LowerCase.GroupingWord.class,
            paramLabel = "GROUP",
            description = "Also by day, grid, department, camera or event.")
    private @Nullable Grouping by;

    @Option(
            names = "--format",
            converter = LowerCase.FormatWord.class,
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, json or html (one file with charts, for print). Default: ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.TABLE;

    @Option(names = "-o", paramLabel = "FILE", description = "Where to write it. Default: standard output.")
    private @Nullable Path output;

    @Option(
            names = "--left-within",
            paramLabel = "MINUTES",
            description =
                    "How soon after an announcement what was there must be gone for it to have worked. Default: 6,"
                            + " twice the wait after an announcement.")
    private int leftWithinMinutes = Math.toIntExact(Report.DEFAULT_TALK_DOWN.toMinutes());

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "With --data: the site's time zone, as in Asia/Shanghai. Default: this machine's.")
    private @Nullable String zone;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    private final Clock clock;

    /** On the system's clock. */
    public ReportCommand() {
        this(Clock.systemUTC());
    }

    ReportCommand(Clock clock) {
        this.clock = clock;
    }

    /** Where the book is. */
    static final class Source {
        @Option(
                names = "-c",
                paramLabel = "FILE",
                description = "The site's streams.yaml: its data folder, its time zone.")
        private @Nullable Path config;

        @Option(names = "--data", paramLabel = "DIR", description = "The site's data folder.")
        private @Nullable Path data;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Site site = site();
            Period period = period(site.zone());
            Path book = site.data().resolve("cases.db");
            Report report = read(book, period, site.facts());
            write(new Heading(site.name(), book.toString(), Optional.ofNullable(by)), report);
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
        } catch (CaseBookException e) {
            err.println("report: " + e.getMessage());
        } catch (IOException e) {
            err.println("report: " + (output == null ? "" : output + ": ") + "cannot be written ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
        }
        return FAILED;
    }

    private Report read(Path file, Period period, CaseFacts facts) throws CaseBookException {
        if (leftWithinMinutes < 1) {
            throw usage("--left-within " + leftWithinMinutes + ": expected at least one minute");
        }
        try (CaseReader book = SqlCaseReader.openSqlite(file)) {
            return Report.read(book, facts, period, clock.instant(), Duration.ofMinutes(leftWithinMinutes));
        }
    }

    private void write(Heading heading, Report report) throws IOException {
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            format.write(heading, report, out);
            out.flush();
            return;
        }
        try (BufferedWriter out = Files.newBufferedWriter(output)) {
            format.write(heading, report, out);
        }
    }

    private Site site() throws ConfigException, CaseBookException {
        if (source.config != null) {
            if (zone != null) {
                throw usage("--zone goes with --data; " + source.config + " says the site's own");
            }
            StreetwardConfig config = new ConfigLoader().load(source.config);
            if (config.storage().caseBook() != null) {
                // A file in the data folder, if there is one, holds other cases than those of the book.
                throw new CaseBookException(source.config + ": its case book is kept in PostgreSQL (storage.caseBook);"
                        + " a report cannot read one there yet");
            }
            StreetwardConfig.Site site = config.site();
            String name = site.name().isBlank() ? site.id() : site.name() + " (" + site.id() + ")";
            return new Site(name, site.timeZone(), Path.of(config.storage().dataDir()), new CityFacts(config));
        }
        Path data = source.data == null ? Path.of("") : source.data;
        try {
            return new Site("", zone == null ? ZoneId.systemDefault() : ZoneId.of(zone), data, CaseFacts.NONE);
        } catch (DateTimeException e) {
            throw usage("--zone " + zone + ": no such time zone; expected one as in Asia/Shanghai");
        }
    }

    private Period period(ZoneId zoneId) {
        try {
            return new Period(day("--from", from), day("--to", to), zoneId);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw usage(option + " " + text + ": no such day; expected one as in 2026-09-01");
        }
    }

    private ParameterException usage(@Nullable String sentence) {
        return new ParameterException(spec.commandLine(), "report: " + sentence);
    }

    private record Site(String name, ZoneId zone, Path data, CaseFacts facts) {}
}
