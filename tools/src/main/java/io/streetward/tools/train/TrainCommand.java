package io.streetward.tools.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward train …}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model of the product's own and writes its bundle, or measures one on clips.",
        subcommands = {ResidueCommand.class})
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "train: no subcommand given, expected "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
