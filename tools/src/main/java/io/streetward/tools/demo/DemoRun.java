package io.streetward.tools.demo;

import io.streetward.app.Engine;
import io.streetward.app.StartupException;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.SqlCaseBook;
import io.streetward.config.ConfigException;
import io.streetward.config.ConfigLoader;
import io.streetward.evidence.DataFolders;
import io.streetward.tools.Progress;
import io.streetward.tools.camera.CameraException;
import io.streetward.tools.camera.RtspCamera;
import io.streetward.tools.listen.RecordedSound;
import io.streetward.tools.listen.RtpRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One run of the demo: camera, engine and listener together, until the case is complete or time is up. */
final class DemoRun {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final int POLL_MS = 250;

    /**
     * What came of it.
     *
     * @param dossiers every case on record, the first filed first
     * @param heard what the listener recorded
     */
    record Result(List<CaseDossier> dossiers, RecordedSound heard, Optional<Path> caseFolder) {}

    private final DemoSite site;
    private final Progress progress;
    private final Duration clipDuration;

    DemoRun(DemoSite site, Progress progress, Duration clipDuration) {
        this.site = site;
        this.progress = progress;
        this.clipDuration = clipDuration;
    }

    Result play()
            throws IOException, CameraException, ConfigException, StartupException, CaseBookException,
                    InterruptedException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        site.unpackClip();
        try (RtpRecorder listener = RtpRecorder.open(loopback, Optional.empty());
                RtspCamera camera = RtspCamera.builder().stream("street", site.clip())
                        .loop(false)
                        .startOnPlay(true)
                        .build()) {
            camera.start();
            site.writeConfig(camera.uri("street"), listener.address());
            BlockingQueue<CaseFile> filed = new LinkedBlockingQueue<>();
            progress.show(0, "starting the engine");
            try (Engine engine =
                    Engine.start(new ConfigLoader().load(site.config()), site.data(), Clock.systemUTC(), filed::add)) {
                await(engine, filed);
            }
            RecordedSound heard = listener.stop(site.sound());
            return result(heard, filed);
        }
    }

    /** Waits until the first case has all it needs and the vehicle has left, or the time is up. */
    private void await(Engine engine, BlockingQueue<CaseFile> filed) throws CaseBookException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            CaseFile first = filed.peek();
            Optional<CaseDossier> dossier =
                    first == null ? Optional.empty() : engine.book().find(first.id());
            double share = (System.nanoTime() - start) / (double) clipDuration.toNanos();
            progress.show(share, dossier.map(DemoRun::stage).orElse("watching the street"));
            boolean over = share > 1.1;
            if (dossier.isPresent()
                    && complete(dossier.get())
                    && (over || dossier.get().file().resolution() != null)) {
                return;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean complete(CaseDossier dossier) {
        return dossier.evidenceStatus().state() != EvidenceStatus.State.PENDING
                && !dossier.announcements().isEmpty();
    }

    private static String stage(CaseDossier dossier) {
        CaseId id = dossier.file().id();
        if (dossier.announcements().isEmpty()) {
            return "case " + id + " filed; speaking";
        }
        if (dossier.evidenceStatus().state() == EvidenceStatus.State.PENDING) {
            return "case " + id + " filed; evidence being finished";
        }
        return "case " + id + " complete; waiting for the vehicle to leave";
    }

    private Result result(RecordedSound heard, BlockingQueue<CaseFile> filed) throws CaseBookException {
        try (CaseBook book = SqlCaseBook.openSqlite(site.data().resolve("cases.db"), Clock.systemUTC())) {
            List<CaseDossier> dossiers = new ArrayList<>();
            for (CaseFile file : filed) {
                book.find(file.id()).ifPresent(dossiers::add);
            }
            Optional<Path> folder =
                    dossiers.stream().findFirst().map(d -> new DataFolders(site.data()).caseFolder(d.file()));
            return new Result(List.copyOf(dossiers), heard, folder);
        }
    }
}
