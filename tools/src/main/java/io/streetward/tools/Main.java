package io.streetward.tools;

import io.streetward.tools.bench.BenchCommand;
import io.streetward.tools.camera.CameraCommand;
import io.streetward.tools.demo.DemoCommand;
import io.streetward.tools.detect.DetectCommand;
import io.streetward.tools.eval.EvalCommand;
import io.streetward.tools.models.ModelsCommand;
import io.streetward.tools.prove.ProveCommand;
import io.streetward.tools.replay.ReplayCommand;
import io.streetward.tools.report.ReportCommand;
import io.streetward.tools.train.TrainCommand;
import io.streetward.tools.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tools/streetward}: the command line. */
@Command(
        name = "streetward",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Video analytics for city management: cameras in, signed-off cases and announcements out.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DemoCommand.class,
            CameraCommand.class,
            ModelsCommand.class,
            DetectCommand.class,
            EvalCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            DeliveriesCommand.class,
            ReportCommand.class,
            BenchCommand.class,
            ProveCommand.class,
            TrainCommand.class
        },
        footer = {"", "Exit codes: 0 good, 1 the answer is no, 2 wrong usage."})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // DJL's telemetry and model hub are off before anything of it loads: the engine never calls home.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(command.getCommandName() + ": " + e);
            return 1;
        });
    }

    /** The engine's own version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"streetward " + io.streetward.app.EngineVersion.current()};
        }
    }
}
