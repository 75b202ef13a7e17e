package io.streetward.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.announce.Announcer;
import io.streetward.announce.ClipCache;
import io.streetward.announce.ClipMaker;
import io.streetward.announce.ClipShelf;
import io.streetward.announce.EspeakVoice;
import io.streetward.announce.Pronunciation;
import io.streetward.announce.Speaker;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeakerLoop;
import io.streetward.announce.SpeakerMeters;
import io.streetward.announce.rtp.G711;
import io.streetward.announce.rtp.RtpPagingChannel;
import io.streetward.announce.rtp.RtpTarget;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseIds;
import io.streetward.cases.CasePayload;
import io.streetward.cases.CasePayloadJson;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.HardwareDevice;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.StillCutter;
import io.streetward.config.StreetwardConfig;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInputPool;
import io.streetward.detect.plate.PlateReader;
import io.streetward.detect.plate.PlateReaderProvider;
import io.streetward.evidence.CaseJson;
import io.streetward.evidence.CaseSealer;
import io.streetward.evidence.DataFolders;
import io.streetward.evidence.EvidenceConditions;
import io.streetward.evidence.EvidenceRecovery;
import io.streetward.evidence.EvidenceSettings;
import io.streetward.evidence.EvidenceWriter;
import io.streetward.evidence.PlateWitness;
import io.streetward.evidence.RedactionSettings;
import io.streetward.evidence.Redactor;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.StreamId;
import io.streetward.pipeline.OverloadGovernor;
import io.streetward.pipeline.SharedStages;
import io.streetward.rules.PlaceCheck;
import io.streetward.rules.Stay;
import io.streetward.seal.SiteKey;
import io.streetward.server.CaseApi;
import io.streetward.server.Operators;
import io.streetward.sinks.Outbox;
import io.streetward.sinks.SinkSetup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires an engine from its configuration: the one place where collaborators meet. What it opens it pushes on the shutdown
 * stack, in the order of opening.
 */
final class EngineAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(EngineAssembly.class);
    private static final int RULE_THREADS = 2;
    private static final int EVIDENCE_THREADS = 2;
    /** 96 bits in the least dense way people write them, hexadecimal. */
    private static final int LEAST_TOKEN = 24;

    private final StreetwardConfig config;
    private final Path dataDir;
    private final Clock clock;
    private final Consumer<CaseFile> onFiled;
    private final MeterRegistry meters;
    private final ShutdownStack shutdown;
    private final CityTables tables;
    private final CaseBook book;
    /** By camera id, in the order of the configuration. */
    private final Map<String, CameraAssembly.Recording> recordings = new LinkedHashMap<>();

    EngineAssembly(
            StreetwardConfig config,
            Path dataDir,
            Clock clock,
            Consumer<CaseFile> onFiled,
            MeterRegistry meters,
            ShutdownStack shutdown)
            throws StartupException {
        this.config = config;
        this.dataDir = dataDir;
        this.clock = clock;
        this.onFiled = onFiled;
        this.meters = meters;
        this.shutdown = shutdown;
        this.tables = CityTables.of(config);
        this.book = openBook();
    }

    CaseBook book() {
        return book;
    }

    /** What is offered over HTTP, to the operators whose tokens are in the environment. */
    CaseApi caseApi() throws StartupException {
        Map<String, String> tokens = new HashMap<>();
        for (StreetwardConfig.Operator operator : config.server().operators()) {
            String token = System.getenv(operator.tokenEnv());
            if (token == null || token.length() < LEAST_TOKEN) {
                throw new StartupException("server.operators: environment variable " + operator.tokenEnv() + " is "
                        + (token == null ? "not set" : "too short") + "; it should hold the secret token of "
                        + operator.name() + ", " + LEAST_TOKEN + " characters or more");
            }
            tokens.put(operator.name(), token);
        }
        CaseJson json = new CaseJson(config.site().timeZone());
        return new CaseApi(book, dossier -> json.of(dossier, null), new Operators(tokens), this::caseChanged, clock);
    }

    /** Builds all parts; the cameras are not started yet. */
    List<Camera> build() throws StartupException {
        NativeLeases leases = new NativeLeases();
        Gauge.builder("streetward.native.frames", leases, NativeLeases::open)
                .description("decoded pictures held in native memory")
                .register(meters);
        openOutbox();
        StreetwardConfig.Evidence kept = config.evidence();
        EvidenceSettings evidence = EvidenceSettings.of(kept.preRoll(), kept.postRoll(), kept.maxClip());
        // Before the recorders, and so closed after them: what leaves the site is looked at until the last case is
        // done.
        SharedInference inference = SharedInference.open(config, meters, shutdown);
        EvidenceWriter writer = openWriter(leases, inference);
        recover(writer, evidence);

        ScheduledExecutorService evidenceThreads =
                Executors.newScheduledThreadPool(EVIDENCE_THREADS, named("evidence"));
        shutdown.push("evidence threads", () -> end(evidenceThreads));

        // Opened, and so closed, in this order: cameras fall silent, then rules, then loudspeakers, and whatever those
        // had
        // to say of a case is still recorded, for the recorders close last.
        CameraAssembly assembly = new CameraAssembly(config, clock, meters);
        for (StreetwardConfig.Camera camera : config.cameras()) {
            recordings.put(camera.id(), assembly.openRecording(camera, writer, evidence, evidenceThreads, shutdown));
        }
        shutdown.push(
                "all recordings",
                () -> recordings.values().forEach(r -> r.recorder().requestClose()));
        Announcer announcer = openAnnouncer();
        StreetVoice voice = new StreetVoice(config, announcer);
        voice.prepare();
        SharedStages shared = openSharedStages(leases, inference);
        IncidentCorrelator correlator = openCorrelator();
        CameraAssembly.Cases cases = new CameraAssembly.Cases(
                correlator,
                file -> {
                    voice.speakOf(file);
                    onFiled.accept(file);
                },
                this::caseChanged);
        List<Camera> built = new ArrayList<>();
        for (Map.Entry<String, CameraAssembly.Recording> entry : recordings.entrySet()) {
            built.add(assembly.open(entry.getValue(), shared, cases, shutdown));
        }
        shutdown.push(
                "all readers", () -> built.forEach(camera -> camera.streams().forEach(StreamSupervisor::requestStop)));
        startHousekeeping(built, correlator, shared.governor(), openRounds(built));
        return List.copyOf(built);
    }

    /** One for the site: what two cameras show is one case. */
    private IncidentCorrelator openCorrelator() {
        Map<StreamId, Function<Stay, CaseContext>> contexts = new HashMap<>();
        for (StreetwardConfig.Camera camera : config.cameras()) {
            contexts.put(new StreamId(camera.id()), new CameraRules(config, camera, null, meters).context());
        }
        Function<StreamId, Function<Stay, CaseContext>> of =
                id -> Objects.requireNonNull(contexts.get(id), () -> "no camera " + id);
        return new IncidentCorrelator(
                book,
                new CaseIds(clock, RandomGenerator.getDefault()),
                clock,
                stay -> of.apply(stay.start().stream()).apply(stay));
    }

    private SiteAnnex annex() {
        return new SiteAnnex(config, tables, new PlateAnnex(new DataFolders(dataDir)));
    }

    private CaseBook openBook() throws StartupException {
        CasePayload payload = new CasePayloadJson(annex());
        CaseBook opened =
                new CaseBookOpener(config.storage(), dataDir, new SecretSource(System::getenv)).open(clock, payload);
        shutdown.push("case book", opened::close);
        return opened;
    }

    /** Opened, and so closed, next to the book: what happens while the engine stops is told as far as there is time. */
    private void openOutbox() throws StartupException {
        List<SinkSetup> sinks =
                new SinkAssembly(config, new SecretSource(System::getenv), this::evidenceFile, clock).build();
        try {
            Outbox outbox = Outbox.start(book.deliveries(), sinks, clock, meters);
            shutdown.push("outbox", outbox::close);
            book.onEvents(outbox::wake);
        } catch (CaseBookException e) {
            throw new StartupException("sinks: " + e.getMessage(), e);
        }
    }

    private Optional<byte[]> evidenceFile(CaseId id, String name) throws IOException {
        try {
            Optional<Path> file = book.find(id)
                    .map(dossier ->
                            new DataFolders(dataDir).caseFolder(dossier.file()).resolve(name))
                    .filter(Files::isRegularFile);
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
        } catch (CaseBookException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private CaseSealer openSealer() throws StartupException {
        DataFolders folders = new DataFolders(dataDir);
        try {
            SiteKey key = SiteKey.openOrMake(folders.keys());
            LOG.info("the site's key is {}; public half in {}", key.publicKey().id(), folders.keys());
            return new CaseSealer(folders, book.seals(), key, config.site().id(), EngineVersion.current(), clock);
        } catch (IOException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    private EvidenceWriter openWriter(NativeLeases leases, SharedInference inference) throws StartupException {
        StreetwardConfig.Redact redact = config.evidence().redact();
        StreetwardConfig.Conditions limits = config.evidence().conditions();
        PlateWitness plates = openPlates();
        return new EvidenceWriter(
                new DataFolders(dataDir),
                book,
                new StillCutter(leases),
                config.site().timeZone(),
                openSealer(),
                plates,
                new Redactor(
                        inference.eyes(), plates, new RedactionSettings(redact.persons(), redact.plates()), leases),
                new EvidenceConditions(
                        limits.minPictures(),
                        limits.minInterval(),
                        limits.minWidth(),
                        limits.minHeight(),
                        limits.maxClockError()));
    }

    private @Nullable PlateWitness openPlates() throws StartupException {
        StreetwardConfig.Plates plates = config.plates();
        if (plates == null) {
            return null;
        }
        PlateReaderProvider provider = ServiceLoader.load(PlateReaderProvider.class)
                .findFirst()
                .orElseThrow(() -> new StartupException("plates: no plate reader provider on the class path; the models"
                        + " module is missing from this build"));
        try {
            // One thread: plates are read beside the cameras' work, and there is no hurry.
            PlateReader reader =
                    provider.open(plates.bundle(), Path.of(config.models().bundlesDir()), 1);
            PlateWitness witness = new PlateWitness(reader);
            shutdown.push("plate reader", witness::close);
            if (!reader.findsPlates()) {
                throw new StartupException("plates: " + reader.name()
                        + " reads plates but does not find them on a vehicle; expected a bundle with a locator, such as"
                        + " plates-ppocrv4");
            }
            return witness;
        } catch (DetectorException e) {
            throw new StartupException("plates: " + e.getMessage(), e);
        }
    }

    private void recover(EvidenceWriter writer, EvidenceSettings evidence) throws StartupException {
        try {
            int completed = new EvidenceRecovery(writer, book, evidence).completeLeftovers();
            if (completed > 0) {
                LOG.info("completed the evidence of {} cases left by an earlier run", completed);
            }
        } catch (CaseBookException | IOException e) {
            throw new StartupException("cannot complete what an earlier run left in " + dataDir + ": " + e, e);
        }
    }

    private Announcer openAnnouncer() throws StartupException {
        SpeakerLoop loop = new SpeakerLoop();
        shutdown.push("speaker loop", loop::close);
        List<Speaker> speakers = new ArrayList<>();
        for (StreetwardConfig.Speaker speaker : config.speakers()) {
            SpeakerId id = new SpeakerId(speaker.id());
            SpeakerMeters speakerMeters = new SpeakerMeters(meters, id);
            RtpPagingChannel channel = new RtpPagingChannel(targetOf(speaker), loop.eventLoop(), speakerMeters, clock);
            speakers.add(new Speaker(id, channel, Speaker.DEFAULT_CAPACITY, speaker.gainDb(), speakerMeters));
        }
        Announcer announcer =
                new Announcer(speakers, openClips(), new AnnouncementLedger(book, this::caseChanged), clock);
        shutdown.push("announcer", announcer::close);
        if (!speakers.isEmpty()) {
            try {
                RtpPagingChannel.rehearse(loop.eventLoop());
            } catch (IOException e) {
                LOG.warn(
                        "the sound path could not be rehearsed; the first announcement may start late: {}",
                        e.toString());
            }
        }
        return announcer;
    }

    private ClipMaker openClips() throws StartupException {
        StreetwardConfig.Sound sound = config.sound();
        return new ClipMaker(
                EspeakVoice.installed(),
                pronunciation(sound),
                sound.loudness(),
                new ClipCache(ClipCache.DEFAULT_MAX_CLIPS, ClipCache.DEFAULT_MAX_BYTES, meters),
                openShelf(sound));
    }

    private static Pronunciation pronunciation(StreetwardConfig.Sound sound) throws StartupException {
        try {
            return new Pronunciation(sound.pronunciations());
        } catch (IllegalArgumentException e) {
            throw new StartupException("sound.pronunciations: " + e.getMessage(), e);
        }
    }

    private @Nullable ClipShelf openShelf(StreetwardConfig.Sound sound) {
        if (sound.cacheMegabytes() == 0 || config.speakers().isEmpty()) {
            return null;
        }
        Path folder = dataDir.resolve("clips");
        try {
            return new ClipShelf(folder, (long) sound.cacheMegabytes() << 20);
        } catch (IOException e) {
            LOG.warn(
                    "announcement clips cannot be kept in {}, and are made anew at each start: {}",
                    folder,
                    e.toString());
            return null;
        }
    }

    private static RtpTarget targetOf(StreetwardConfig.Speaker speaker) throws StartupException {
        StreetwardConfig.Rtp rtp = speaker.rtp();
        try {
            return new RtpTarget(
                    new InetSocketAddress(rtp.host(), rtp.port()),
                    "pcmu".equals(rtp.codec()) ? G711.PCMU : G711.PCMA,
                    rtp.ttl(),
                    RtpTarget.DSCP_EF,
                    Optional.ofNullable(rtp.networkInterface()));
        } catch (IllegalArgumentException e) {
            throw new StartupException("speaker " + speaker.id() + ": " + e.getMessage(), e);
        }
    }

    private SharedStages openSharedStages(NativeLeases leases, SharedInference inference) throws StartupException {
        StreetwardConfig.Inference settings = config.inference();
        // A buffer in hand and one waiting for each camera, and those in the batches being run.
        ModelInputPool inputs = new ModelInputPool(
                inference.input(), 2 * config.cameras().size() + settings.threads() * settings.maxBatch());
        ExecutorService decodePool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), named("decode"));
        shutdown.push("decode pool", () -> end(decodePool));
        ExecutorService rulePool = Executors.newFixedThreadPool(RULE_THREADS, named("rules"));
        shutdown.push("rule pool", () -> end(rulePool));
        SharedChangeModel changes = SharedChangeModel.open(config);
        if (changes != null) {
            shutdown.push("change model", changes::close);
        }
        return new SharedStages(
                decodePool,
                openHardware(),
                new OverloadGovernor(clock, meters),
                inputs,
                leases,
                inference.batcher(),
                rulePool,
                changes);
    }

    private @Nullable HardwareDevice openHardware() {
        String wanted = config.decoding().hardware();
        if ("none".equals(wanted)) {
            return null;
        }
        try {
            HardwareDevice device = HardwareDevice.open(HardwareDevice.Kind.valueOf(wanted.toUpperCase(Locale.ROOT)));
            shutdown.push("decoding device", device::close);
            LOG.info("decoding on {} hardware", wanted);
            return device;
        } catch (FfmpegException e) {
            LOG.warn("decoding.hardware is {}, but {}; decoding in software", wanted, e.getMessage());
            return null;
        }
    }

    private void startHousekeeping(
            List<Camera> built, IncidentCorrelator correlator, OverloadGovernor governor, CaseRounds rounds) {
        ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(named("housekeeping"));
        ScheduledFuture<?> task = housekeeping.scheduleWithFixedDelay(
                () -> {
                    built.forEach(EngineAssembly::lookAfter);
                    beat(correlator);
                    rounds.go();
                    governor.review();
                },
                1,
                1,
                TimeUnit.SECONDS);
        shutdown.push("housekeeping", () -> {
            task.cancel(false);
            end(housekeeping);
        });
    }

    private CaseRounds openRounds(List<Camera> built) {
        Instant started = clock.instant();
        Map<StreamId, Camera> byId = built.stream().collect(Collectors.toMap(Camera::id, Function.identity()));
        Reverifier reverifier = new Reverifier(
                book,
                (file, answer) -> {
                    Camera camera = byId.get(file.camera());
                    if (camera == null) {
                        answer.accept(new PlaceCheck.Finding.CannotSee(null, "its camera is no longer configured"));
                        return true;
                    }
                    return camera.lookAgain(file, file.started().at().isAfter(started), answer);
                },
                this::caseChanged);
        return new CaseRounds(reverifier, new SlaDesk(book, tables.watch(), this::caseChanged), clock);
    }

    private static void beat(IncidentCorrelator correlator) {
        try {
            correlator.beat();
        } catch (CaseBookException e) {
            // After a restart within this time, what stands will make a second case.
            LOG.warn("cannot note that the engine is running: {}", e.getMessage());
        }
    }

    private static void lookAfter(Camera camera) {
        try {
            camera.streams().forEach(StreamSupervisor::checkLiveness);
            camera.desk().retry();
            camera.pipeline().expireChecks();
        } catch (RuntimeException e) {
            // A repeated task that throws is never run again.
            LOG.error("camera {}: housekeeping failed", camera.id(), e);
        }
    }

    /** A case's record has grown: the case's record on disk is to follow. */
    private void caseChanged(CaseId id) {
        try {
            book.find(id)
                    .map(dossier -> recordings.get(dossier.file().camera().value()))
                    .ifPresent(recording -> recording.recorder().onCaseChanged(id));
        } catch (CaseBookException e) {
            LOG.error("case {}: its record on disk could not be brought up to date: {}", id, e.getMessage());
        }
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }

    private static ThreadFactory named(String role) {
        AtomicInteger count = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, role + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
