package io.streetward.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.codec.TlsTrust;
import io.streetward.config.StreetwardConfig;
import io.streetward.evidence.EvidenceRecorder;
import io.streetward.evidence.EvidenceSettings;
import io.streetward.evidence.EvidenceSource;
import io.streetward.evidence.EvidenceWriter;
import io.streetward.ingest.CameraClock;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.PacketSink;
import io.streetward.ingest.PictureWatch;
import io.streetward.ingest.StreamAlignment;
import io.streetward.ingest.StreamRole;
import io.streetward.ingest.StreamSettings;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.StreamId;
import io.streetward.pipeline.CaseDesk;
import io.streetward.pipeline.SharedStages;
import io.streetward.pipeline.StreamPipeline;
import io.streetward.track.ByteTracker;
import io.streetward.track.TrackerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Wires one camera. */
final class CameraAssembly {
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /** What is held of a stream that is only analysed: decoding goes back a group of pictures, no further. */
    private static final Duration ANALYSIS_DEPTH = Duration.ofSeconds(15);

    private static final long ANALYSIS_BYTES = 8 * BYTES_PER_MEGABYTE;

    /**
     * What all cameras' cases go through.
     *
     * @param onFiled told of each new case once it is durable; must not block
     * @param onChanged told of each case whose record has grown; must not block
     */
    record Cases(IncidentCorrelator correlator, Consumer<CaseFile> onFiled, Consumer<CaseId> onChanged) {}

    /** A camera's ring, what keeps evidence from it, and what is known of the camera's clock and view. */
    record Recording(
            StreetwardConfig.Camera camera,
            StreamId id,
            PacketRing ring,
            CameraClock clock,
            ViewWitness view,
            EvidenceRecorder recorder) {}

    private final StreetwardConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SecretSource secrets = new SecretSource(System::getenv);

    CameraAssembly(StreetwardConfig config, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    Recording openRecording(
            StreetwardConfig.Camera camera,
            EvidenceWriter writer,
            EvidenceSettings settings,
            ScheduledExecutorService evidenceThreads,
            ShutdownStack shutdown) {
        StreamId id = new StreamId(camera.id());
        PacketRing ring = new PacketRing(
                Duration.ofSeconds(config.evidence().ringSeconds()),
                config.evidence().ringMegabytes() * BYTES_PER_MEGABYTE);
        CameraClock cameraClock = new CameraClock();
        ViewWitness view = new ViewWitness();
        EvidenceSource source = camera.analysis() == null
                ? EvidenceSource.ofAnalysedStream(cameraClock::offset)
                : EvidenceSource.ofOtherStream(cameraClock::offset);
        EvidenceRecorder recorder = new EvidenceRecorder(
                id, ring, settings, source.withView(view::now), writer, clock.instant(), evidenceThreads);
        shutdown.push("evidence recorder of " + id, recorder::close);
        return new Recording(camera, id, ring, cameraClock, view, recorder);
    }

    Camera open(Recording recording, SharedStages shared, Cases cases, ShutdownStack shutdown) throws StartupException {
        StreetwardConfig.Camera camera = recording.camera();
        StreamId id = recording.id();
        CameraRules rules = new CameraRules(config, camera, shared.changes(), meters);
        CaseDesk desk = new CaseDesk(
                id, recording.recorder(), cases.correlator(), cases.onFiled(), cases.onChanged(), clock, meters);
        boolean twoStreams = camera.analysis() != null;
        PictureWatch analysed = new PictureWatch(camera.keyframeTimeout(), camera.pictureTimeout());
        StreamPipeline pipeline = new StreamPipeline(
                id,
                rules.policy(),
                twoStreams ? new PacketRing(ANALYSIS_DEPTH, ANALYSIS_BYTES) : recording.ring(),
                analysed,
                new ByteTracker(TrackerSettings.defaults()),
                recording.view().on(rules.sceneModel()),
                rules::rules,
                desk,
                shared,
                clock,
                meters);
        shutdown.push("pipeline of " + id, pipeline::close);
        List<StreamSupervisor> streams = openStreams(recording, pipeline, analysed);
        shutdown.push("readers of " + id, () -> streams.forEach(StreamSupervisor::close));
        Camera opened =
                new Camera(id, recording.ring(), streams, recording.clock(), recording.recorder(), desk, pipeline);
        opened.watch(meters);
        return opened;
    }

    private List<StreamSupervisor> openStreams(Recording recording, StreamPipeline pipeline, PictureWatch analysed)
            throws StartupException {
        StreetwardConfig.Camera camera = recording.camera();
        StreetwardConfig.Analysis analysis = camera.analysis();
        if (analysis == null) {
            return List.of(supervise(
                    recording, camera.url(), new StreamRole(true, null, recording.clock()), pipeline, analysed));
        }
        StreamAlignment alignment = new StreamAlignment(System.nanoTime());
        Gauge.builder("streetward.ingest.stream.skew.seconds", alignment, StreamAlignment::errorSeconds)
                .description("main stream's time minus the analysed one's, before correction")
                .tag("camera", camera.id())
                .register(meters);
        PictureWatch kept = new PictureWatch(camera.keyframeTimeout(), camera.pictureTimeout());
        return List.of(
                supervise(
                        recording,
                        camera.url(),
                        new StreamRole(true, alignment, recording.clock()),
                        recording.ring()::add,
                        kept),
                supervise(
                        recording,
                        analysis.url(),
                        // One clock, measured once: on the stream that evidence is kept from.
                        new StreamRole(false, alignment, new CameraClock()),
                        pipeline,
                        analysed));
    }

    private StreamSupervisor supervise(
            Recording recording, URI url, StreamRole role, PacketSink sink, PictureWatch watch)
            throws StartupException {
        StreetwardConfig.Camera camera = recording.camera();
        return new StreamSupervisor(
                recording.id(), role, secrets.sourceOf(camera, url), settingsOf(camera), sink, watch, clock, meters);
    }

    private static StreamSettings settingsOf(StreetwardConfig.Camera camera) {
        String caFile = camera.tls().caFile();
        return new StreamSettings(
                StreamSettings.Transport.valueOf(camera.transport().toUpperCase(Locale.ROOT)),
                new TlsTrust(camera.tls().verify(), caFile == null ? null : Path.of(caFile)),
                camera.openTimeout(),
                camera.readTimeout(),
                camera.keyframeTimeout(),
                camera.pictureTimeout(),
                StreamSettings.FIRST_RETRY,
                StreamSettings.LAST_RETRY,
                camera.unauthorisedRetry(),
                "loop".equals(camera.playback()));
    }
}
