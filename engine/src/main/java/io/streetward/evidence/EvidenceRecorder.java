package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.ingest.PacketRing;
import io.streetward.media.FrameRef;
import io.streetward.media.StreamId;
import io.streetward.rules.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the evidence of one camera: records from before a stay is noticed until after it is confirmed, then leaves stills,
 * clip and record in the case's folder.
 *
 * <p>There is no tap on the reader: an evidence thread comes back to the packet ring every {@link
 * EvidenceSettings#pollInterval()} and moves what some recording needs to the spool on disk, once for all recordings. The
 * ring is the bound of that hand-over (its depth and bytes); what it gives up unread is counted in {@link
 * RecorderStats#missedPackets()}.
 *
 * <p>All methods return at once and may be called from any thread; the work of one camera is done in the order of the
 * calls, on threads of the executor handed in.
 */
public final class EvidenceRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EvidenceRecorder.class);

    /** Observations come by the handful; a thousand waiting means that the disk has stopped answering. */
    private static final int MAX_WAITING_TASKS = 1_000;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(4);

    private final StreamId camera;
    private final CameraRecorder recorder;
    private final SerialTasks tasks;
    private final AtomicBoolean tickWaiting = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile RecorderStats stats = new RecorderStats(0, 0, 0, 0, 0, 0, 0);
    private final ScheduledFuture<?> polling;

    /**
     * Begins to watch a camera's ring.
     *
     * @param source what {@code ring} holds
     * @param runStart when this run of the engine began; names the spool
     * @param executor whose threads do the work and may block on the disk; closed by its owner, after this
     */
    public EvidenceRecorder(
            StreamId camera,
            PacketRing ring,
            EvidenceSettings settings,
            EvidenceSource source,
            EvidenceWriter writer,
            Instant runStart,
            ScheduledExecutorService executor) {
        this.camera = camera;
        this.recorder = new CameraRecorder(
                ring, settings, source, writer, writer.folders().spoolFolder(camera, runStart), System::nanoTime);
        this.tasks = new SerialTasks(executor, MAX_WAITING_TASKS);
        long intervalNanos = settings.pollInterval().toNanos();
        this.polling = executor.scheduleWithFixedDelay(this::poll, intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    /** Begins, extends or gives up a recording. Call it for every observation, in order. */
    public void onObservation(Observation observation) {
        if (observation instanceof Observation.Noticed noticed) {
            submit(() -> recorder.noticed(noticed.stay(), noticed.onset()));
        } else if (observation instanceof Observation.Confirmed confirmed) {
            submit(() -> recorder.confirmed(confirmed.stay(), confirmed.onset()));
        } else {
            submit(() -> recorder.ended(observation.stay()));
        }
    }

    /** The case of a confirmed stay is on record: its evidence may be written. */
    public void onCaseFiled(CaseFile file) {
        submit(() -> recorder.filed(file));
    }

    /** A confirmed stay belongs to a case that is on record already, with evidence of its own: what was kept is given up. */
    public void onStayJoined(UUID stayId) {
        submit(() -> recorder.joined(stayId));
    }

    /** A case of this camera was announced, joined or resolved: writes {@code case.json} anew. */
    public void onCaseChanged(CaseId id) {
        submit(() -> recorder.changed(id));
    }

    /**
     * The camera looked again at the place of a case: keeps the picture.
     *
     * @param shown the picture that shows it
     * @param then run when it is kept, or could not be; must not block
     */
    public void onLookedAgain(CaseFile file, FrameRef shown, Runnable then) {
        submit(() -> {
            try {
                recorder.lookedAgain(file, shown);
            } finally {
                then.run();
            }
        });
    }

    /** As of the last thing done. */
    public RecorderStats stats() {
        return stats;
    }

    /**
     * Begins to finish the clips of all filed cases with what there is, and returns at once; {@link #close()} waits. Call it
     * on every recorder first, so that cameras finish side by side.
     */
    public void requestClose() {
        if (closed.compareAndSet(false, true)) {
            polling.cancel(false);
            boolean accepted = tasks.submit(() -> {
                try {
                    recorder.shutDown();
                } finally {
                    finished.countDown();
                }
            });
            if (!accepted) {
                log.warn("camera {}: evidence is completed on the next start", camera);
                finished.countDown();
            }
        }
    }

    /** Finishes the clips of all filed cases with what there is; waits for it, four seconds at most. */
    @Override
    public void close() {
        requestClose();
        try {
            if (!finished.await(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("camera {}: evidence not finished in time; it is completed on the next start", camera);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        if (tickWaiting.compareAndSet(false, true) && !tasks.submit(this::tick)) {
            tickWaiting.set(false);
        }
    }

    private void tick() {
        tickWaiting.set(false);
        recorder.tick();
        stats = recorder.stats(tasks.dropped());
    }

    private void submit(Runnable work) {
        boolean accepted = !closed.get()
                && tasks.submit(() -> {
                    work.run();
                    stats = recorder.stats(tasks.dropped());
                });
        if (!accepted) {
            log.warn("camera {}: the evidence recorder is closed or far behind; an event is not recorded", camera);
        }
    }
}
