package io.streetward.tools.models;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streetward models …}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Detectors the engine can load: list, add, import, verify, fetch.",
        subcommands = {ListModels.class, AddModel.class, ImportModel.class, VerifyModel.class, FetchModel.class})
public final class ModelsCommand implements Runnable {
    /** Exit code for "the answer is no": the thing asked about is wrong, missing or failed. */
    static final int NO = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "models: no subcommand given, expected list, add, import, verify or fetch");
    }

    /** Says on the error stream why the answer is no. */
    static int no(CommandSpec spec, Exception reason) {
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().println(commandLine.getColorScheme().errorText(String.valueOf(reason.getMessage())));
        return NO;
    }
}
