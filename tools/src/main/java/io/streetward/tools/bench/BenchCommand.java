package io.streetward.tools.bench;

import io.streetward.tools.bench.density.DensityCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward bench …}. Each subcommand measures a part and its yardstick in one run, and prints the ratio. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the engine's parts on this machine, each against its yardstick in the same run.",
        subcommands = {InferenceCommand.class, DecodeCommand.class, DensityCommand.class, ReconnectBench.class})
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench: no subcommand given, expected "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
