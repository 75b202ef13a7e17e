package io.streetward.tools.faults;

import io.streetward.codec.SourceUrl;
import io.streetward.ingest.StreamState;
import io.streetward.media.EncodedPacket;
import io.streetward.tools.camera.CameraException;
import io.streetward.tools.camera.Fault;
import io.streetward.tools.camera.RtspCamera;
import io.streetward.tools.camera.RtspCameraBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Plays one fault on a camera of its own, and measures. */
final class FaultRun {
    private static final int SOME_PACKETS = 25;
    private static final Duration HARMLESS_WATCHED = Duration.ofSeconds(5);

    private final FaultCase fault;
    private final Clips clips;
    private final FaultTiming timing;

    /**
     * What came of it.
     *
     * @param problem in words; empty when all was as it should be
     */
    record Result(FaultCase fault, String read, Duration noticed, Duration liveAgain, String problem) {
        String row(double worstGapOfOthers) {
            return String.format(
                    Locale.ROOT,
                    "| %-36s | %8s | %8s | %6.2f s | %s",
                    fault.name(),
                    seconds(noticed),
                    seconds(liveAgain),
                    worstGapOfOthers,
                    problem.isEmpty() ? read : "FAILED: " + problem);
        }

        private static String seconds(Duration duration) {
            return duration.isNegative() ? "-" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
        }
    }

    private static final Duration NONE = Duration.ofSeconds(-1);

    FaultRun(FaultCase fault, Clips clips, FaultTiming timing) {
        this.fault = fault;
        this.clips = clips;
        this.timing = timing;
    }

    Result play() {
        RtspCameraBuilder builder = RtspCamera.builder().stream("street", fault.h265() ? clips.h265() : clips.h264())
                .credentials(FaultCase.USUAL)
                .timestampsWrapAfter(fault.wrapAfter());
        try (RtspCamera camera = builder.build()) {
            camera.start();
            SourceUrl source = new SourceUrl(camera.uri("street"), new SourceUrl.Credentials("viewer", "right"));
            try (WatchedStream stream = new WatchedStream(idOf(fault.name()), source, timing.over(fault.transport()))) {
                stream.await("live at first", timing.patience(), () -> stream.live() && packets(stream) > SOME_PACKETS);
                return fault.harmless() ? endure(camera, stream) : suffer(camera, stream);
            }
        } catch (CameraException | TimeoutException | RuntimeException e) {
            return new Result(fault, "", NONE, NONE, String.valueOf(e.getMessage()));
        }
    }

    /** The state that the operator is to read comes, and goes when the fault does. */
    private Result suffer(RtspCamera camera, WatchedStream stream) throws CameraException, TimeoutException {
        int known = stream.statesSeen();
        for (Fault each : fault.faults()) {
            camera.apply(each);
        }
        Duration noticed =
                stream.await("noticed as " + fault.phase(), timing.patience(), () -> seen(stream, known) != null);
        StreamState read = seen(stream, known);
        String text = read == null ? "" : read.toString();
        long before = packets(stream);
        camera.clear();
        Duration again = stream.await(
                "live again", timing.patience(), () -> stream.live() && packets(stream) > before + SOME_PACKETS);
        String problem = text.contains(fault.reason()) ? "" : "the state reads " + text;
        return new Result(
                fault, text, noticed, again, problem + stream.witness().nonsense());
    }

    private @Nullable StreamState seen(WatchedStream stream, int known) {
        return stream.statesAfter(known).stream()
                .filter(state -> state.phase() == fault.phase())
                .findFirst()
                .orElse(null);
    }

    /** It stays live on the one connection, and media time goes on with the time that passes. */
    private Result endure(RtspCamera camera, WatchedStream stream) throws CameraException, TimeoutException {
        int known = stream.statesSeen();
        long before = packets(stream);
        for (Fault each : fault.faults()) {
            camera.apply(each);
        }
        long start = System.nanoTime();
        if (fault.mayDisturb()) {
            return outlive(camera, stream, known);
        }
        stream.await(
                "pictures go on",
                timing.patience(),
                () -> System.nanoTime() - start > HARMLESS_WATCHED.toNanos()
                        && packets(stream) > before + SOME_PACKETS);
        String read = stream.state().phase() + " (" + last(stream).format() + ")";
        String problem = stream.witness().nonsense();
        if (!stream.live() || stream.connects() != 1) {
            problem += "after " + stream.connects() + " connections it is " + stream.state();
        }
        if (!read.contains(fault.reason())) {
            problem += "the state reads " + read;
        }
        Duration drift = drift(stream.witness().recent());
        if (drift.compareTo(Duration.ofSeconds(2)) > 0) {
            problem += "media time and arrival differ by " + drift;
        }
        return new Result(fault, read, NONE, NONE, problem);
    }

    /** Pictures may or may not come meanwhile; afterwards they do. */
    private Result outlive(RtspCamera camera, WatchedStream stream, int known)
            throws CameraException, TimeoutException {
        long start = System.nanoTime();
        stream.await("a while", timing.patience(), () -> System.nanoTime() - start > HARMLESS_WATCHED.toNanos());
        camera.clear();
        long before = packets(stream);
        Duration again = stream.await(
                "live again", timing.patience(), () -> stream.live() && packets(stream) > before + SOME_PACKETS);
        return new Result(
                fault,
                "disturbed: " + stream.statesAfter(known),
                NONE,
                again,
                stream.witness().nonsense());
    }

    /** How much more or less media time than real time passed over all that is known. */
    private static Duration drift(List<EncodedPacket> packets) {
        EncodedPacket first = packets.get(0);
        EncodedPacket last = packets.get(packets.size() - 1);
        return last.pts()
                .since(first.pts())
                .minus(Duration.between(first.receivedAt(), last.receivedAt()))
                .abs();
    }

    private static EncodedPacket last(WatchedStream stream) {
        List<EncodedPacket> recent = stream.witness().recent();
        return recent.get(recent.size() - 1);
    }

    private static long packets(WatchedStream stream) {
        return stream.witness().packets();
    }

    private static String idOf(String name) {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
