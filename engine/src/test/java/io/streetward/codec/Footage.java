package io.streetward.codec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Street footage beside the checkout, for development only. */
public final class Footage {
    private Footage() {}

    /** A clip such as {@code events/a_park1.mp4}; skips the calling test by name where there is none. */
    public static Path clip(String name) {
        Path relative = Path.of("shared", "footage", name);
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(relative))) {
                return folder.resolve(relative);
            }
        }
        assumeTrue(false, "skipped: needs ../shared/footage/" + name);
        throw new IllegalStateException("not reached");
    }
}
