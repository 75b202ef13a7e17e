package io.streetward.tools.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code replay} for one recording of a configured camera. */
final class OneRecording {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The site's streams.yaml.")
    Path config = Path.of("");

    @Option(names = "--camera", required = true, paramLabel = "ID", description = "The camera in it whose zones hold.")
    String camera = "";

    @Option(names = "--video", required = true, paramLabel = "FILE", description = "The recording, H.264 or H.265.")
    Path video = Path.of("");

    @Option(names = "--truth", paramLabel = "FILE", description = "What happens in it; its zones go by their ids.")
    @Nullable
    Path truth;
}
