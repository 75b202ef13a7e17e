package io.streetward.tools.prove;

import io.streetward.cases.CaseBookException;
import io.streetward.tools.DurationOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streetward prove delivery}. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps a webhook's receiver down for a simulated day while cases come in, then up, and counts: everything"
                    + " delivered, in order per case, nothing twice at a receiver that honours the key.",
            "The clock is simulated; case book, outbox, HTTP and receiver are real. While the receiver is down, its port is"
                    + " closed for the first half and answers 503 for the second. The drain dies a few times between"
                    + " telling and writing down, as if killed, and is begun anew."
        },
        footer = {"", "Exit codes: 0 kept, 1 broken, 2 wrong usage."})
public final class DeliveryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cases",
            defaultValue = "5000",
            description = "How many, of four events each (default: ${DEFAULT-VALUE}).")
    private int cases = 5_000;

    @Option(
            names = "--down",
            defaultValue = "24h",
            converter = DurationOption.class,
            description = "How long the receiver is down (default: ${DEFAULT-VALUE}).")
    private Duration down = Duration.ofHours(24);

    @Override
    public Integer call() throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("streetward-delivery");
            DeliveryProof.Tally tally = new DeliveryProof(folder, cases, down).run();
            spec.commandLine().getOut().print(tally.text());
            spec.commandLine().getOut().flush();
            return tally.good() ? 0 : 1;
        } catch (IOException | CaseBookException e) {
            spec.commandLine().getErr().println("prove delivery: " + e.getMessage());
            return 1;
        }
    }
}
