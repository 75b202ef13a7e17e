package io.streetward.tools.replay;

import io.streetward.app.ReplayState;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.EncodedPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** placeholder. */
final class Painted implements Rehearsal.Watcher {
    static final Painted NONE = new Painted();

    static Painted of(Recorded clip, Path out, StreetwardConfig config) {
        return NONE;
    }

    @Override
    public void after(EncodedPacket packet, Duration at, Supplier<ReplayState> state) {}

    @Override
    public void close() throws IOException {}
}
