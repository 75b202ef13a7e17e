package io.streetward.tools.prove;

import io.streetward.tools.DurationOption;
import io.streetward.tools.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streetward prove kill}. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the engine on a street of three cameras and kills it (SIGKILL) at random moments, again and again; then"
                    + " lets it finish, and counts: no case lost, none twice at a receiver that honours the key, every"
                    + " bundle verifies.",
            "The receiver refuses one request in twenty, and loses one answer in twenty."
        },
        footer = {"", "Exit codes: 0 nothing lost, 1 something was, 2 wrong usage."})
public final class KillCommand implements Callable<Integer> {
    private static final int LOST = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", defaultValue = "200", description = "How often (default: ${DEFAULT-VALUE}).")
    private int kills = 200;

    @Option(
            names = "--least",
            defaultValue = "1s",
            converter = DurationOption.class,
            description = "Shortest run before a kill (default: ${DEFAULT-VALUE}).")
    private Duration least = Duration.ofSeconds(1);

    @Option(
            names = "--most",
            defaultValue = "14s",
            converter = DurationOption.class,
            description = "Longest run before a kill (default: ${DEFAULT-VALUE}).")
    private Duration most = Duration.ofSeconds(14);

    @Option(names = "--seed", description = "Repeats the moments of an earlier proof.")
    private @Nullable Long seed;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to work; kept. Default: a temporary folder.")
    private @Nullable Path dir;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Path folder = dir == null ? Files.createTempDirectory("streetward-kill") : dir;
            long used = seed == null ? new Random().nextLong() : seed;
            out.println("seed " + used + ", working in " + folder);
            out.flush();
            KillProof proof = new KillProof(
                    new KillSite(folder), used, new Progress(err, Progress.onTerminal(), System::nanoTime));
            KillTally tally = proof.run(kills, least, most);
            out.print(tally.text());
            out.flush();
            return tally.good() ? 0 : LOST;
        } catch (IOException e) {
            err.println("prove kill: " + e.getMessage());
            return LOST;
        }
    }
}
