package io.streetward.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streetward.detect.Detections;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.ModelInput;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.PacketSink;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import io.streetward.rules.EventRule;
import io.streetward.rules.Observation;
import io.streetward.track.TrackSet;
import io.streetward.track.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * One camera's path from access unit to observation. It reads as the topology:
 *
 * <pre>
 * reader thread   onPacket ── ring (evidence)
 *                    │ KeyframeGate, decode lane (64, refuse until the next keyframe)
 * decode pool     decode ── FrameSampler ── FrameScaler
 *                    │ InferenceBatcher (one waiting picture per camera, newest wins)
 * inference       detect
 *                    │ rule lane (32, drop oldest)
 * rule pool       observe ── Tracker ── EventRules ── ObservationSink
 * </pre>
 */
public final class StreamPipeline implements PacketSink, AutoCloseable {
    /** 64 access units are 2.5 s at 25 a second: longer than a GOP, short enough never to lag visibly behind live. */
    private static final int DECODE_CAPACITY = 64;

    /** 32 results are 6 s at 5 a second: outlasts a slow disk; beyond that the newest picture matters most. */
    private static final int RULE_CAPACITY = 32;

    private static final Duration TALLY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final PacketRing ring;
    private final DecodePolicy policy;
    private final InferenceBatcher<ModelInput, Detections> batcher;
    private final Tracker tracker;
    private final List<EventRule> rules;
    private final ObservationSink sink;
    private final Clock clock;
    private final KeyframeGate gate = new KeyframeGate();
    private final DecodeStage decodeStage;
    private final SerialLane<EncodedPacket> decodeLane;
    private final SerialLane<Detections> ruleLane;
    private final DetectionTally tally;
    private final Timer captureToDetection;

    public StreamPipeline(
            StreamId stream,
            DecodePolicy policy,
            PacketRing ring,
            Tracker tracker,
            List<EventRule> rules,
            ObservationSink sink,
            SharedStages shared,
            Clock clock,
            MeterRegistry meters) {
        this.ring = ring;
        this.policy = policy;
        this.batcher = shared.batcher();
        this.tracker = tracker;
        this.rules = List.copyOf(rules);
        this.sink = sink;
        this.clock = clock;
        this.tally = new DetectionTally(stream, TALLY_INTERVAL);
        this.captureToDetection = meters.timer("streetward.pipeline.capture_to_detection", "camera", stream.value());
        this.decodeStage =
                new DecodeStage(stream, policy, shared.inputs(), shared.leases(), this::onModelInput, meters);
        this.decodeLane = new SerialLane<>(
                "camera " + stream + ", decoding",
                new Handoff<>(
                        DECODE_CAPACITY,
                        Handoff.Overflow.REFUSE,
                        meters.counter("streetward.decode.dropped", "camera", stream.value(), "reason", "behind")),
                shared.decodePool(),
                decodeStage::decode);
        this.ruleLane = new SerialLane<>(
                "camera " + stream + ", rules",
                new Handoff<>(
                        RULE_CAPACITY,
                        Handoff.Overflow.DROP_OLDEST,
                        meters.counter("streetward.rules.dropped", "camera", stream.value())),
                shared.rulePool(),
                this::observe);
    }

    @Override
    public void onPacket(EncodedPacket packet) {
        ring.add(packet);
        if (policy.keyframesOnly() && !packet.keyframe()) {
            return;
        }
        if (gate.lets(packet) && !decodeLane.offer(packet)) {
            gate.broken();
        }
    }

    private void onModelInput(ModelInput input) {
        batcher.submit(input, this::onDetections);
    }

    private void onDetections(Detections detections) {
        captureToDetection.record(Duration.between(detections.frame().receivedAt(), clock.instant()));
        ruleLane.offer(detections);
    }

    private void observe(Detections detections) {
        tally.count(detections);
        TrackSet tracks = tracker.update(detections);
        for (EventRule rule : rules) {
            for (Observation observation : rule.observe(tracks)) {
                sink.on(observation);
            }
        }
    }

    /** Stops taking packets and frees the decoder; what is being worked on is finished, the rest dropped. */
    @Override
    public void close() {
        decodeLane.close(CLOSE_WAIT);
        decodeStage.close();
        ruleLane.close(CLOSE_WAIT);
    }
}
