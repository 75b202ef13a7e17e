package io.streetward.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseIds;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.cases.RuleSettings;
import io.streetward.codec.Demuxer;
import io.streetward.config.StreetwardConfig;
import io.streetward.evidence.EvidenceRecorder;
import io.streetward.evidence.EvidenceSettings;
import io.streetward.evidence.EvidenceWriter;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.StreamId;
import io.streetward.pipeline.CaseDesk;
import io.streetward.pipeline.DecodePolicy;
import io.streetward.pipeline.SharedStages;
import io.streetward.pipeline.StreamPipeline;
import io.streetward.rules.EventRule;
import io.streetward.rules.IllegalParkingRule;
import io.streetward.rules.ParkingLimits;
import io.streetward.rules.Stay;
import io.streetward.rules.Zone;
import io.streetward.track.ByteTracker;
import io.streetward.track.TrackerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** Wires one camera. */
final class CameraAssembly {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(20);
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /**
     * What all cameras' cases go through.
     *
     * @param onFiled told of each new case once it is durable; must not block
     */
    record Cases(CaseBook book, CaseIds ids, Consumer<CaseFile> onFiled) {}

    /** A camera's ring and what keeps evidence from it. */
    record Recording(StreetwardConfig.Camera camera, StreamId id, PacketRing ring, EvidenceRecorder recorder) {}

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
        EvidenceRecorder recorder = new EvidenceRecorder(id, ring, settings, writer, clock.instant(), evidenceThreads);
        shutdown.push("evidence recorder of " + id, recorder::close);
        return new Recording(camera, id, ring, recorder);
    }

    Camera open(Recording recording, SharedStages shared, Cases cases, ShutdownStack shutdown) throws StartupException {
        StreetwardConfig.Camera camera = recording.camera();
        StreamId id = recording.id();
        CaseDesk desk = new CaseDesk(
                id,
                recording.recorder(),
                new IncidentCorrelator(cases.book(), cases.ids(), clock, contextOf(camera, id)),
                cases.onFiled(),
                clock,
                meters);
        StreamPipeline pipeline = new StreamPipeline(
                id,
                policyOf(camera),
                recording.ring(),
                new ByteTracker(TrackerSettings.defaults()),
                rulesOf(camera),
                desk,
                shared,
                clock,
                meters);
        shutdown.push("pipeline of " + id, pipeline::close);
        StreamSupervisor supervisor = new StreamSupervisor(
                id,
                secrets.sourceOf(camera),
                new StreamSupervisor.Settings(
                        new Demuxer.Settings(
                                "udp".equals(camera.transport()), camera.openTimeout(), camera.readTimeout()),
                        FIRST_RETRY,
                        LAST_RETRY),
                pipeline,
                clock,
                meters);
        shutdown.push("reader of " + id, supervisor::close);
        Camera opened = new Camera(id, recording.ring(), supervisor, recording.recorder(), desk);
        opened.watch(meters);
        return opened;
    }

    private static DecodePolicy policyOf(StreetwardConfig.Camera camera) {
        return new DecodePolicy(
                DecodePolicy.Mode.valueOf(camera.decode().policy().toUpperCase(Locale.ROOT)),
                camera.decode().analyseEvery(),
                camera.zones().stream()
                        .map(zone -> zoneOf(zone).polygon().bounds())
                        .toList());
    }

    private List<EventRule> rulesOf(StreetwardConfig.Camera camera) {
        List<EventRule> rules = new ArrayList<>();
        for (StreetwardConfig.Zone zone : camera.zones()) {
            IllegalParkingRule rule = new IllegalParkingRule(
                    zoneOf(zone), ParkingLimits.of(zone.parking().dwell()));
            FunctionCounter.builder("streetward.rules.places.refused", rule, IllegalParkingRule::placesRefused)
                    .description("things not watched because a zone's list of places was full")
                    .tag("camera", camera.id())
                    .tag("zone", zone.id())
                    .register(meters);
            rules.add(rule);
        }
        return rules;
    }

    private Function<Stay, CaseContext> contextOf(StreetwardConfig.Camera camera, StreamId id) {
        Map<String, RuleSettings> settings = new HashMap<>();
        camera.zones()
                .forEach(zone ->
                        settings.put(zone.id(), new RuleSettings(zone.parking().dwell())));
        return stay -> new CaseContext(
                config.site().id(),
                id,
                camera.name(),
                settings.getOrDefault(stay.zone().id(), new RuleSettings(Duration.ZERO)),
                config.models().detector(),
                EngineVersion.current());
    }

    private static Zone zoneOf(StreetwardConfig.Zone zone) {
        return new Zone(
                zone.id(),
                zone.name().isBlank() ? zone.id() : zone.name(),
                new NormalizedPolygon(zone.polygon().stream()
                        .map(corner -> new NormalizedPoint(corner.get(0), corner.get(1)))
                        .toList()));
    }
}
