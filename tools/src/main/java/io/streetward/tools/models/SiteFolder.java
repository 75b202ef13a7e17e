package io.streetward.tools.models;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command on bundles takes. */
public final class SiteFolder {
    @Option(
            names = "--bundles",
            paramLabel = "DIR",
            defaultValue = "bundles",
            description = "The site's own bundles, looked at before the shipped ones (default: ${DEFAULT-VALUE}).")
    private Path dir = Path.of("bundles");

    /** The folder; it may not exist. */
    public Path dir() {
        return dir;
    }
}
