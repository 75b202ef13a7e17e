package io.streetward.tools;

import io.streetward.config.StreetwardConfig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward check}: is a configuration right? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a streams.yaml and lists everything that is wrong in it.",
        footer = {"", "Exit codes: 0 right, 1 something is wrong, 2 wrong usage."})
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The streams.yaml to check.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Optional<StreetwardConfig> config =
                ConfigFile.load(file, command.commandLine().getErr());
        config.ifPresent(good -> command.commandLine()
                .getOut()
                .println(file + ": good, " + good.cameras().size() + " cameras, "
                        + good.cameras().stream()
                                .mapToInt(c -> c.zones().size())
                                .sum() + " zones"));
        return config.isPresent() ? 0 : 1;
    }
}
