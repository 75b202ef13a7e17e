package io.streetward.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.codec.SourceUrl;
import io.streetward.testkit.NativeMemory;
import io.streetward.testkit.Programs;
import io.streetward.tools.camera.Fault;
import io.streetward.tools.camera.RtspCamera;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a camera that resets its connection again and again leaves behind: nothing. */
class ReconnectsTest {
    private static final int SETTLING = 40;
    private static final int RECONNECTS = 200;

    /**
     * A connection holds some 300 kB, 60 MB in all if it stayed; the JVM's own compiler moves by a few MB meanwhile.
     * {@code bench reconnect} tells smaller leaks.
     */
    private static final long GROWTH_ALLOWED_BYTES = 8 << 20;

    @TempDir
    static Path folder;

    @Test
    void twoHundredReconnectsLeaveNoMemoryThreadOrConnection() throws Exception {
        Programs.assumeOnPath("ffmpeg");
        Clips clips = Clips.encode(folder);
        FaultTiming timing = FaultTiming.quick();
        try (RtspCamera camera =
                RtspCamera.builder().stream("street", clips.keyframesOnly()).build()) {
            camera.start();
            try (WatchedStream stream = new WatchedStream(
                    "cam", new SourceUrl(camera.uri("street"), null), timing.retryingAfter(Duration.ofMillis(2)))) {
                reconnect(camera, stream, SETTLING);
                long before = NativeMemory.inUseBytes();
                int threads = Thread.activeCount();
                reconnect(camera, stream, RECONNECTS);
                assertThat(NativeMemory.inUseBytes() - before)
                        .as("bytes more after %d reconnects", RECONNECTS)
                        .isLessThan(GROWTH_ALLOWED_BYTES);
                assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
                stream.await("one connection", timing.patience(), () -> camera.connections() <= 1);
                assertThat(stream.witness().nonsense()).isEmpty();
            }
        }
    }

    private static void reconnect(RtspCamera camera, WatchedStream stream, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            long connects = stream.connects();
            long packets = stream.witness().packets();
            camera.apply(new Fault.Reset(false));
            stream.await(
                    "reconnect " + i,
                    Duration.ofSeconds(40),
                    () -> stream.connects() > connects && stream.witness().packets() > packets + 1);
        }
    }
}
