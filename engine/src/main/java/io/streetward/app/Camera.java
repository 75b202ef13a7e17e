package io.streetward.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseFile;
import io.streetward.evidence.EvidenceRecorder;
import io.streetward.evidence.RecorderStats;
import io.streetward.ingest.CameraClock;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.StreamState;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.ClockOffset;
import io.streetward.media.FrameRef;
import io.streetward.media.StreamId;
import io.streetward.pipeline.CaseDesk;
import io.streetward.pipeline.StreamPipeline;
import io.streetward.rules.PlaceCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One camera's running parts.
 *
 * @param streams the main one, and the one that is analysed where that is another
 */
record Camera(
        StreamId id,
        PacketRing ring,
        List<StreamSupervisor> streams,
        CameraClock clock,
        EvidenceRecorder recorder,
        CaseDesk desk,
        StreamPipeline pipeline) {

    /** How the camera is doing: the main stream's state, or the other's where only that one is in trouble. */
    StreamState state() {
        return streams.stream()
                .map(StreamSupervisor::state)
                .filter(state -> state.phase() != StreamState.Phase.LIVE)
                .findFirst()
                .orElseGet(() -> streams.get(0).state());
    }

    /**
     * Looks again at the place of a case of this camera, and keeps the picture.
     *
     * @param sceneRemembers see {@link PlaceCheck}
     * @param answer told once the picture, if there is one, is on record
     * @return false when too many places are being looked at
     */
    boolean lookAgain(CaseFile file, boolean sceneRemembers, Consumer<PlaceCheck.Finding> answer) {
        return pipeline.lookAgain(new PlaceCheck(file.object(), file.box(), sceneRemembers), finding -> {
            FrameRef shown = finding.shown();
            if (shown == null) {
                answer.accept(finding);
            } else {
                recorder.onLookedAgain(file, shown, () -> answer.accept(finding));
            }
        });
    }

    void watch(MeterRegistry meters) {
        Gauge.builder("streetward.ring.bytes", ring, PacketRing::sizeBytes)
                .tag("camera", id.value())
                .register(meters);
        Gauge.builder("streetward.ring.seconds", ring, r -> r.held().toMillis() / 1e3)
                .tag("camera", id.value())
                .register(meters);
        FunctionCounter.builder("streetward.ring.truncated", ring, PacketRing::truncatedPackets)
                .description("access units not held because their group of pictures alone is over the bound")
                .tag("camera", id.value())
                .register(meters);
        Gauge.builder("streetward.ingest.clock.offset.seconds", clock, c -> offset(c, ClockOffset::ahead))
                .description("camera's clock minus this server's; absent until the camera tells its time")
                .tag("camera", id.value())
                .register(meters);
        Gauge.builder("streetward.ingest.clock.uncertainty.seconds", clock, c -> offset(c, ClockOffset::uncertainty))
                .tag("camera", id.value())
                .register(meters);
        Gauge.builder("streetward.evidence.recordings", recorder, r -> r.stats().recordings())
                .tag("camera", id.value())
                .register(meters);
        count(meters, "refused", RecorderStats::refusedRecordings);
        count(meters, "evicted", RecorderStats::evictedRecordings);
        count(meters, "missed_packets", RecorderStats::missedPackets);
        count(meters, "write_errors", RecorderStats::writeErrors);
        count(meters, "dropped_tasks", RecorderStats::droppedTasks);
    }

    private static double offset(CameraClock clock, Function<ClockOffset, Duration> part) {
        return clock.offset().map(part).map(d -> d.toNanos() / 1e9).orElse(Double.NaN);
    }

    private void count(MeterRegistry meters, String what, ToDoubleFunction<RecorderStats> value) {
        FunctionCounter.builder("streetward.evidence.shortfalls", recorder, r -> value.applyAsDouble(r.stats()))
                .tag("camera", id.value())
                .tag("what", what)
                .register(meters);
    }
}
