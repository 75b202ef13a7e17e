package io.streetward.tools.prove;

import picocli.CommandLine.Command;

/** {@code streetward prove}. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Keeps a promise before your eyes and prints the tally.",
        subcommands = {KillCommand.class, DeliveryCommand.class},
        footer = {"", "Exit codes: 0 kept, 1 broken, 2 wrong usage."})
public final class ProveCommand {}
