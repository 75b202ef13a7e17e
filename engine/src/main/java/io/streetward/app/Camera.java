package io.streetward.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.evidence.EvidenceRecorder;
import io.streetward.evidence.RecorderStats;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.StreamId;
import io.streetward.pipeline.CaseDesk;
import java.util.function.ToDoubleFunction;

/** One camera's running parts. */
record Camera(StreamId id, PacketRing ring, StreamSupervisor supervisor, EvidenceRecorder recorder, CaseDesk desk) {

    void watch(MeterRegistry meters) {
        Gauge.builder("streetward.ring.bytes", ring, PacketRing::sizeBytes)
                .tag("camera", id.value())
                .register(meters);
        Gauge.builder("streetward.ring.seconds", ring, r -> r.held().toMillis() / 1e3)
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

    private void count(MeterRegistry meters, String what, ToDoubleFunction<RecorderStats> value) {
        FunctionCounter.builder("streetward.evidence.shortfalls", recorder, r -> value.applyAsDouble(r.stats()))
                .tag("camera", id.value())
                .tag("what", what)
                .register(meters);
    }
}
