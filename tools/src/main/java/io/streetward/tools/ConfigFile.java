package io.streetward.tools;

import io.streetward.config.ConfigException;
import io.streetward.config.ConfigLoader;
import io.streetward.config.StreetwardConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration for a command and shows what is wrong with it, one problem a line. */
final class ConfigFile {
    private ConfigFile() {}

    static Optional<StreetwardConfig> load(Path file, PrintWriter err) {
        try {
            return Optional.of(new ConfigLoader().load(file));
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.println(e.problems().size() == 1 ? "1 problem" : e.problems().size() + " problems");
            err.flush();
            return Optional.empty();
        }
    }
}
