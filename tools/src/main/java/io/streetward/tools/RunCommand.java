package io.streetward.tools;

import io.streetward.app.Engine;
import io.streetward.app.StartupException;
import io.streetward.config.StreetwardConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streetward run}: the engine, until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the engine on a site's configuration until Ctrl-C or SIGTERM, which end it within 5 s.",
        footer = {"", "Exit codes: 0 stopped, 1 cannot start, 2 wrong usage."})
public final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The site's streams.yaml.")
    private Path config = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "Where cases are kept, instead of storage.dataDir.")
    private @Nullable Path data;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Optional<StreetwardConfig> loaded =
                ConfigFile.load(config, command.commandLine().getErr());
        if (loaded.isEmpty()) {
            return 1;
        }
        StreetwardConfig site = loaded.get();
        Path dataDir = data != null ? data : Path.of(site.storage().dataDir());
        try (StopSignal signal = StopSignal.interrupting(Thread.currentThread())) {
            try (Engine engine = Engine.start(site, dataDir, Clock.systemUTC(), filed -> {})) {
                command.commandLine().getOut().println("running; metrics on port " + engine.httpPort());
                command.commandLine().getOut().flush();
                new CountDownLatch(1).await();
                return signal.finished(0);
            } catch (InterruptedException e) {
                // The stop signal. The engine is closed by now.
                return signal.finished(0);
            } catch (StartupException e) {
                command.commandLine().getErr().println("cannot start: " + e.getMessage());
                return signal.finished(1);
            }
        }
    }
}
