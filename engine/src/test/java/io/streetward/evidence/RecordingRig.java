package io.streetward.evidence;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.cases.SqlCaseBook;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.StillCutter;
import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Stay;
import io.streetward.seal.SiteKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A camera, its ring, a recorder and a case book, driven by media time instead of threads. */
final class RecordingRig implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Instant RUN_START = Instant.parse("2026-11-24T03:59:00Z");

    /** Which the tests' small and short cameras meet. */
    static final EvidenceConditions SMALL =
            new EvidenceConditions(2, Duration.ofSeconds(1), 320, 180, Duration.ofSeconds(2));

    final Path data;
    final DataFolders folders;
    final SqlCaseBook book;
    final EvidenceWriter writer;
    final EvidenceSettings settings;
    final PacketRing ring;
    final NativeLeases leases = new NativeLeases();
    CameraRecorder recorder;
    long nanos;

    private final List<EncodedPacket> packets;
    private int next;
    private int filed;

    RecordingRig(Path data, List<EncodedPacket> packets, EvidenceSettings settings) throws CaseBookException {
        this(data, packets, settings, (PlateWitness) null);
    }

    RecordingRig(Path data, List<EncodedPacket> packets, EvidenceSettings settings, @Nullable PlateWitness plates)
            throws CaseBookException {
        this(data, packets, settings, EvidenceSource.ofAnalysedStream(Optional::empty), plates);
    }

    RecordingRig(
            Path data,
            List<EncodedPacket> packets,
            EvidenceSettings settings,
            EvidenceSource source,
            @Nullable PlateWitness plates)
            throws CaseBookException {
        this(data, packets, settings, source, plates, SMALL, picture -> List.of());
    }

    RecordingRig(
            Path data,
            List<EncodedPacket> packets,
            EvidenceSettings settings,
            EvidenceSource source,
            @Nullable PlateWitness plates,
            EvidenceConditions conditions,
            StillEyes eyes)
            throws CaseBookException {
        this(
                data,
                packets,
                settings,
                source,
                leases -> new Redactor(eyes, plates, RedactionSettings.DEFAULT, leases),
                plates,
                conditions);
    }

    /** One whose derivatives are drawn upon something else than the stills as they are. */
    RecordingRig(Path data, List<EncodedPacket> packets, EvidenceSettings settings, DerivativeSource pictures)
            throws CaseBookException {
        this(
                data,
                packets,
                settings,
                EvidenceSource.ofAnalysedStream(Optional::empty),
                leases -> pictures,
                null,
                SMALL);
    }

    private RecordingRig(
            Path data,
            List<EncodedPacket> packets,
            EvidenceSettings settings,
            EvidenceSource source,
            Function<NativeLeases, DerivativeSource> pictures,
            @Nullable PlateWitness plates,
            EvidenceConditions conditions)
            throws CaseBookException {
        this.data = data;
        this.packets = packets;
        this.settings = settings;
        this.folders = new DataFolders(data);
        this.book = SqlCaseBook.openSqlite(data.resolve("cases.db"), Clock.systemUTC());
        this.writer = new EvidenceWriter(
                folders,
                book,
                new StillCutter(leases),
                new Derivatives(pictures.apply(leases), ZONE, LegendFont.ofThisMachine()),
                ZONE,
                sealer(),
                plates,
                conditions);
        this.ring = new PacketRing(Duration.ofSeconds(12), 64L << 20);
        this.recorder = new CameraRecorder(
                ring, settings, source, writer, folders.spoolFolder(Cases.CAMERA, RUN_START), () -> nanos);
    }

    /** A picture of which nothing is blurred. */
    static Redacted untouched(CaseFile file, RawStill still) throws IOException {
        return Redacted.of(Jpegs.decode(still.jpeg()), List.of(), 0, 0, new RedactionSettings(false, false));
    }

    /** As at a start of the engine: with the data folder's own key. */
    private CaseSealer sealer() {
        try {
            return new CaseSealer(
                    folders,
                    book.seals(),
                    SiteKey.openOrMake(folders.keys()),
                    "site-1",
                    "0.1.0-test",
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EvidenceSettings settings(int preRollS, int postRollS, int maxClipS) {
        return EvidenceSettings.of(
                Duration.ofSeconds(preRollS), Duration.ofSeconds(postRollS), Duration.ofSeconds(maxClipS));
    }

    /** Lets the camera send up to {@code seconds} of its timeline, the recorder looking in twice a second. */
    void runTo(double seconds) {
        MediaTime end = MediaTime.ofSeconds(seconds);
        for (; next < packets.size() && !packets.get(next).pts().isAfter(end); next++) {
            ring.add(packets.get(next));
            if (next % 12 == 0) {
                recorder.tick();
            }
        }
    }

    /** Leaves out what the camera sends up to {@code seconds}. */
    void loseUntil(double seconds) {
        MediaTime end = MediaTime.ofSeconds(seconds);
        while (next < packets.size() && packets.get(next).pts().isBefore(end)) {
            next++;
        }
    }

    static Stay stay(double startS, double dwellS) {
        return Cases.stay(UUID.randomUUID(), MediaTime.ofSeconds(startS), Duration.ofMillis(Math.round(dwellS * 1e3)));
    }

    static Stay later(Stay stay, double dwellS) {
        return Cases.stay(stay.id(), stay.start().pts(), Duration.ofMillis(Math.round(dwellS * 1e3)));
    }

    /** The same stay elsewhere in the picture. */
    static Stay at(Stay stay, NormalizedBox box) {
        return new Stay(
                stay.id(),
                stay.kind(),
                stay.zone(),
                stay.object(),
                box,
                stay.start(),
                stay.latest(),
                stay.dwell(),
                stay.confidence());
    }

    CaseFile confirmAndFile(Stay stay) throws CaseBookException {
        recorder.confirmed(stay, null);
        CaseFile file = book.file(Cases.caseFile(new CaseId("20261124-040100-0000" + ++filed), stay));
        recorder.filed(file);
        return file;
    }

    CaseDossier dossier(CaseFile file) throws CaseBookException {
        return book.find(file.id()).orElseThrow();
    }

    Path folder(CaseFile file) {
        return folders.caseFolder(file);
    }

    List<Path> spoolFiles() throws IOException {
        if (!Files.exists(data.resolve("spool"))) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(data.resolve("spool"))) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        book.close();
    }
}
