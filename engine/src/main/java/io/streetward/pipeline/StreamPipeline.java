package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streetward.detect.Detections;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.PacketSink;
import io.streetward.media.EncodedPacket;
import io.streetward.media.PictureHealth;
import io.streetward.media.StreamId;
import io.streetward.rules.EventRule;
import io.streetward.rules.Hindsight;
import io.streetward.rules.Observation;
import io.streetward.rules.PlaceCheck;
import io.streetward.rules.StreetView;
import io.streetward.scene.SceneModel;
import io.streetward.scene.SceneView;
import io.streetward.track.TrackSet;
import io.streetward.track.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One camera's path from access unit to observation. It reads as the topology:
 *
 * <pre>
 * reader thread   onPacket ── ring (evidence, and what waits for the decoder)
 *                    │ Attention: keyframes, or everything
 * decode pool     DecodeFeed ── decode ── FrameSampler ── FrameScaler
 *                    │ LookMemory: an unchanged picture goes on with the last answer
 *                    │ InferenceBatcher (one waiting picture per camera, newest wins)
 * inference       detect
 *                    │ rule lane (32, drop oldest)
 * rule pool       observe ── Attention, Tracker ── SceneStage ── EventRules ── ObservationSink
 * </pre>
 */
public final class StreamPipeline implements PacketSink, AutoCloseable {
    /** 32 results are 6 s at 5 a second: outlasts a slow disk; beyond that the newest picture matters most. */
    private static final int RULE_CAPACITY = 32;

    private static final Duration[] LATENCY_BUCKETS = IntStream.of(
                    25, 50, 75, 100, 150, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final Duration TALLY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final PacketRing ring;
    private final Attention attention;
    private final @Nullable LookMemory memory;
    private final InputSpec inputSpec;
    private final InferenceBatcher<ModelInput, Detections> batcher;
    private final Tracker tracker;
    private final @Nullable SceneStage scene;
    private final List<EventRule> rules;
    private final ObservationSink sink;
    private final Clock clock;
    private final DecodeStage decodeStage;
    private final PumpLane decodeLane;
    private final SerialLane<Detections> ruleLane;
    private final DetectionTally tally;
    private final Timer captureToDetection;
    private final Counter unchanged;
    private final LookGate gate = new LookGate();
    private final PlaceChecks placeChecks = new PlaceChecks(System::nanoTime);
    private volatile boolean inLockStep;

    /**
     * A pipeline at rest.
     *
     * @param sceneModel the second witness; null for a camera whose rules need none. Closed with the pipeline
     * @param rules makes the rules, once; those that look back are given the camera's recording
     */
    public StreamPipeline(
            StreamId stream,
            DecodePolicy policy,
            PacketRing ring,
            PictureHealth health,
            Tracker tracker,
            @Nullable SceneModel sceneModel,
            Function<Hindsight, List<EventRule>> rules,
            ObservationSink sink,
            SharedStages shared,
            Clock clock,
            MeterRegistry meters) {
        this.ring = ring;
        this.attention = new Attention(policy);
        this.memory = policy.mode() == DecodePolicy.Mode.AUTO ? new LookMemory(stream) : null;
        this.inputSpec = shared.inputs().spec();
        this.batcher = shared.batcher();
        this.tracker = tracker;
        this.scene = sceneModel == null ? null : new SceneStage(stream, sceneModel, meters);
        this.rules = List.copyOf(
                rules.apply(sceneModel == null ? Hindsight.NONE : new BackTrace(ring, sceneModel, shared.leases())));
        this.sink = sink;
        this.clock = clock;
        this.tally = new DetectionTally(stream, TALLY_INTERVAL);
        // One for all cameras: a histogram for each of thousands would be most of /metrics.
        this.captureToDetection = Timer.builder("streetward.pipeline.capture_to_detection")
                .description("from a picture's arrival to what was seen in it")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(meters);
        this.unchanged = meters.counter("streetward.pipeline.looks.unchanged", "camera", stream.value());
        this.decodeStage = new DecodeStage(
                stream,
                policy,
                shared.inputs(),
                shared.leases(),
                shared.hardware(),
                health,
                scene,
                this::onModelInput,
                meters);
        DecodeFeed feed = new DecodeFeed(stream, ring, attention, shared.governor(), decodeStage, meters);
        this.decodeLane = new PumpLane("camera " + stream + ", decoding", shared.decodePool(), feed::turn);
        this.ruleLane = new SerialLane<>(
                "camera " + stream + ", rules",
                new Handoff<>(RULE_CAPACITY, meters.counter("streetward.rules.dropped", "camera", stream.value())),
                shared.rulePool(),
                this::observe);
    }

    @Override
    public void onPacket(EncodedPacket packet) {
        ring.add(packet);
        if (attention.onPacket(packet)) {
            decodeLane.wake();
        }
    }

    /**
     * Takes an access unit of a recording, and returns once all that it gives rise to is done: decoded, looked at, judged
     * by the rules. Where a live stream would have the newest picture win, here each waits for the one before it; so
     * nothing is dropped, however fast the recording is fed, and the answer is the same each time. A pipeline takes either
     * these or live packets, never both; on one thread.
     */
    public void onRecordedPacket(EncodedPacket packet) throws InterruptedException {
        inLockStep = true;
        onPacket(packet);
        awaitIdle();
    }

    /** The recording is over: works off what the decoder still holds back, too. */
    public void endOfRecording() throws InterruptedException {
        decodeStage.finish(); // the decode lane is at rest
        awaitIdle();
    }

    /** In the order in which work goes on from one to the next, so that none is missed in between. */
    private void awaitIdle() throws InterruptedException {
        decodeLane.awaitIdle();
        awaitLooks();
    }

    private void awaitLooks() throws InterruptedException {
        gate.awaitNone();
        ruleLane.awaitIdle();
    }

    /**
     * Asks for a place to be looked at again, in the next pictures that are looked at.
     *
     * @param answer told once, on any thread; must not block
     * @return false when too many places are being looked at; to be asked again
     */
    public boolean lookAgain(PlaceCheck check, Consumer<PlaceCheck.Finding> answer) {
        return placeChecks.ask(check, answer);
    }

    /** Answers what was asked long ago; to be called every second or so. */
    public void expireChecks() {
        placeChecks.expire();
    }

    private void onModelInput(ModelInput lent) {
        if (inLockStep && !lookBeforeIsDone()) {
            lent.close();
            return;
        }
        ModelInput input = gate.pass(lent);
        if (memory == null) {
            batcher.submit(input, this::onDetections);
            return;
        }
        PictureBlocks picture = PictureBlocks.of(input, inputSpec);
        Detections same = memory.recall(input.frame(), picture);
        if (same != null) {
            input.close();
            unchanged.increment();
            onDetections(same);
        } else {
            memory.submitted(input.frame());
            batcher.submit(input, detections -> {
                memory.answered(detections, picture);
                onDetections(detections);
            });
        }
    }

    /** Waits for it, on the decode lane; false when the pool is shutting down. */
    private boolean lookBeforeIsDone() {
        try {
            awaitLooks();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void onDetections(Detections detections) {
        captureToDetection.record(Duration.between(detections.frame().receivedAt(), clock.instant()));
        ruleLane.offer(detections);
    }

    private void observe(Detections detections) {
        tally.count(detections);
        attention.onLook(detections);
        TrackSet tracks = tracker.update(detections);
        SceneView place = scene == null ? SceneView.unknown(tracks.frame()) : scene.look(tracks);
        StreetView view = new StreetView(tracks, place);
        placeChecks.look(view);
        if (!place.state().trusted()) {
            return; // what the zones were drawn on is not in the picture: nothing seen now is evidence
        }
        for (EventRule rule : rules) {
            for (Observation observation : rule.observe(view)) {
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
        if (scene != null) {
            scene.close();
        }
    }
}
