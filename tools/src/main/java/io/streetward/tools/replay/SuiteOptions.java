package io.streetward.tools.replay;

import io.streetward.tools.DurationOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code replay} for a folder of clips. */
final class SuiteOptions {
    @Option(
            names = "--suite",
            required = true,
            paramLabel = "DIR",
            description = "A folder with NAME.mp4 and NAME.truth.json; may be given several times.")
    List<Path> folders = List.of();

    @Option(
            names = "--parking-dwell",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long a vehicle may stand (default: 60s).")
    Duration parking = Duration.ofSeconds(60);

    @Option(
            names = "--vending-dwell",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long a stall may stand (default: 45s).")
    Duration vending = Duration.ofSeconds(45);

    @Option(
            names = "--spill-dwell",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long something may lie on the road (default: 10s).")
    Duration spill = Duration.ofSeconds(10);

    @Option(names = "--decode", paramLabel = "POLICY", description = "auto, keyframes, every or all (default: auto).")
    String decode = "auto";

    @Option(names = "--bundle", paramLabel = "NAME", description = "The detector (default: the product's).")
    @Nullable
    String bundle;

    @Option(
            names = "--bundles",
            paramLabel = "DIR",
            description = "The site's own bundles, looked at before the shipped ones (default: bundles).")
    Path bundles = Path.of("bundles");

    /** What they come to. */
    SuiteConfig settings() {
        return new SuiteConfig(parking, vending, spill, decode, bundle, bundles);
    }
}
