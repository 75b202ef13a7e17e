package io.streetward.tools;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseId;
import io.streetward.cases.DeadLetter;
import io.streetward.cases.DeliveryLedger;
import io.streetward.cases.ReplayRange;
import io.streetward.cases.SinkBacklog;
import io.streetward.cases.SqlCaseBook;
import io.streetward.config.StreetwardConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code streetward deliveries}. Works in the case book itself, beside an engine that runs: what it enters for replay lies in
 * the same table as what the engine waits to tell, which it looks through every two seconds.
 */
@Command(
        name = "deliveries",
        mixinStandardHelpOptions = true,
        description = {
            "Shows who has been told of what happened to cases, and has it told again. An engine may be running or not: one"
                    + " that runs begins within two seconds, another when it is started.",
            "What is told again has the same keys as before."
        },
        footer = {"", "Exit codes: 0 good, 1 the case book cannot be used or has no such sink, 2 wrong usage."})
public final class DeliveriesCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The site's streams.yaml, for its storage.dataDir.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Where cases are kept.")
    private @Nullable Path data;

    @Option(names = "--dead", description = "Lists what was given up, the newest first, at most 1000 of each sink.")
    private boolean dead;

    @Option(names = "--replay", paramLabel = "SINK", description = "Has this sink told again; say what.")
    private @Nullable String replay;

    @Option(names = "--case", paramLabel = "ID", description = "Of --replay: everything of this case.")
    private @Nullable String caseId;

    @Option(names = "--all-dead", description = "Of --replay: what was given up.")
    private boolean allDead;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Of --replay: what happened then or later, such as 2026-11-24T00:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--forget",
            paramLabel = "SINK",
            description = "Strikes a sink and what waits for it off the record.")
    private @Nullable String forget;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Optional<Path> folder = folder(err);
        if (folder.isEmpty()) {
            return 1;
        }
        Optional<ReplayRange> range = range();
        Clock clock = Clock.systemUTC();
        try (SqlCaseBook book = SqlCaseBook.openSqliteBeside(folder.get().resolve("cases.db"), clock)) {
            DeliveryLedger ledger = book.deliveries();
            if (replay != null && range.isPresent()) {
                int events = ledger.replay(replay, range.get(), clock.instant());
                say(events + " events are told to " + replay + " again");
            } else if (forget != null) {
                ledger.forget(forget);
                say(forget + " is forgotten; an engine that still has it in its configuration enters it anew");
            } else {
                list(ledger);
            }
            return 0;
        } catch (CaseBookException e) {
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }

    private Optional<Path> folder(PrintWriter err) {
        if (data != null) {
            return Optional.of(data);
        }
        if (config == null) {
            throw wrong("give -c FILE or --data DIR");
        }
        return ConfigFile.load(config, err)
                .map(StreetwardConfig::storage)
                .map(StreetwardConfig.Storage::dataDir)
                .map(Path::of);
    }

    private Optional<ReplayRange> range() {
        int said = (caseId == null ? 0 : 1) + (allDead ? 1 : 0) + (since == null ? 0 : 1);
        if (said != (replay == null ? 0 : 1)) {
            throw wrong(
                    "--replay SINK takes exactly one of --case ID, --all-dead and --since TIME, and these take --replay");
        }
        try {
            if (caseId != null) {
                return Optional.of(new ReplayRange.OfCase(new CaseId(caseId)));
            } else if (since != null) {
                return Optional.of(new ReplayRange.Since(Instant.parse(since)));
            }
            return allDead ? Optional.of(new ReplayRange.AllDead()) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void list(DeliveryLedger ledger) throws CaseBookException {
        List<String> sinks = ledger.sinks();
        if (sinks.isEmpty()) {
            say("no sink is on record; an engine enters those of its configuration when it starts");
            return;
        }
        say(String.format(
                "%-20s %10s %8s %8s %6s  %s", "sink", "delivered", "pending", "waiting", "dead", "oldest pending"));
        for (String sink : sinks) {
            SinkBacklog backlog = ledger.backlog(sink);
            Instant oldest = backlog.oldestPendingAt();
            say(String.format(
                    "%-20s %10d %8d %8d %6d  %s",
                    sink,
                    backlog.delivered(),
                    backlog.pending(),
                    backlog.waiting(),
                    backlog.dead(),
                    oldest == null ? "-" : oldest));
        }
        if (dead) {
            for (String sink : sinks) {
                for (DeadLetter letter : ledger.dead(sink, MOST_SHOWN)) {
                    say(sink + "  " + letter.event().key() + "  "
                            + letter.event().kind().key() + "  given up " + letter.at() + " after " + letter.attempts()
                            + " refusals: " + letter.reason());
                }
            }
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
