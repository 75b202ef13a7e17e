package io.streetward.tools.camera;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets faults begin and end, at once or at their time. Most are only entered as {@link ActiveFaults}, for those who do the
 * sending to look at; what has to happen at the beginning or end itself happens here. From any thread but the camera's
 * event loop.
 */
final class FaultDirector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FaultDirector.class);
    private static final long REOPEN_RETRY_MS = 200;

    private final ActiveFaults faults;
    private final Map<String, StreamPump> pumps;
    private final RtspListener listener;
    private final RtspService service;
    private final Optional<RtspAuthenticator> usualAuthenticator;
    private final Function<CameraCredentials, RtspAuthenticator> guard;

    // Has no thread before its first task, so a camera without scheduled faults costs none.
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "camera-faults");
        thread.setDaemon(true);
        return thread;
    });

    FaultDirector(
            Map<String, StreamPump> pumps,
            RtspListener listener,
            RtspService service,
            Function<CameraCredentials, RtspAuthenticator> guard) {
        this.faults = service.faults();
        this.pumps = pumps;
        this.listener = listener;
        this.service = service;
        this.usualAuthenticator = service.door().authenticator();
        this.guard = guard;
    }

    /** Takes over a script: what is due at once has begun when this returns. */
    void follow(List<ScheduledFault> script) throws CameraException {
        for (ScheduledFault next : script) {
            check(next.fault());
        }
        for (ScheduledFault next : script) {
            if (next.after().isZero()) {
                begin(next.fault());
            } else {
                later(next.after(), () -> begin(next.fault()));
            }
            Duration lasting = next.lasting();
            if (lasting != null) {
                later(next.after().plus(lasting), () -> end(next.fault()));
            }
        }
    }

    void begin(Fault fault, Duration lasting) throws CameraException {
        begin(fault);
        later(lasting, () -> end(fault));
    }

    /**
     * Lets a fault begin.
     *
     * @throws CameraException when the camera cannot play it
     */
    synchronized void begin(Fault fault) throws CameraException {
        check(fault);
        log.info("fault begins: {}", fault);
        if (fault instanceof Fault.Reset reset) {
            listener.forEachLine(line -> line.reset(reset.midFrame()));
        } else if (fault instanceof Fault.TimestampJump jump) {
            pumps.values().forEach(pump -> pump.jump(jump.by()));
        } else if (fault instanceof Fault.ClipChange change) {
            show(change, change.file());
        }
        if (fault.momentary()) {
            return;
        }
        faults.put(fault);
        if (fault instanceof Fault.Absent || fault instanceof Fault.Restart) {
            listener.closePort();
            listener.cut();
        } else if (fault instanceof Fault.PasswordChange change) {
            service.door().guardBy(Optional.of(guard.apply(change.credentials())));
            if (change.cutsSessions()) {
                listener.cut();
            }
        }
        if (fault instanceof Fault.Restart) {
            pumps.values().forEach(StreamPump::beginAnew);
        }
    }

    /** Ends a fault; does nothing when it is not in force, or has been replaced by another one of its kind. */
    synchronized void end(Fault fault) throws CameraException {
        if (!fault.equals(faults.find(fault.getClass()))) {
            return;
        }
        log.info("fault ends: {}", fault);
        faults.remove(fault);
        if (fault instanceof Fault.Stall) {
            listener.forEachLine(FaultyLine::resume);
        } else if (fault instanceof Fault.PasswordChange) {
            service.door().guardBy(usualAuthenticator);
        } else if (fault instanceof Fault.ClipChange change) {
            show(change, pump(change.path()).file());
        } else if (fault instanceof Fault.Absent || fault instanceof Fault.Restart) {
            reopen();
        }
    }

    /** Ends all faults in force; what is scheduled still comes. */
    synchronized void endAll() throws CameraException {
        for (Fault fault : faults.all().values()) {
            end(fault);
        }
    }

    private void check(Fault fault) throws CameraException {
        if (fault instanceof Fault.ClipChange change) {
            pump(change.path());
            VideoFile.open(change.file()).close();
        } else if (fault instanceof Fault.BlackPicture) {
            for (StreamPump pump : pumps.values()) {
                String why = pump.whyNotBlack();
                if (!why.isEmpty()) {
                    throw new CameraException(why);
                }
            }
        }
    }

    private StreamPump pump(String path) throws CameraException {
        StreamPump pump = pumps.get(path);
        if (pump == null) {
            throw new CameraException(
                    "no stream '" + path + "' to show another clip; there are " + String.join(", ", pumps.keySet()));
        }
        return pump;
    }

    private void show(Fault.ClipChange change, Path file) throws CameraException {
        pump(change.path()).show(file, change.inBand(), () -> {
            if (!change.inBand()) {
                listener.cut();
            }
        });
    }

    /** Opens the port again; somebody else may have it for a moment, and is waited for. */
    private synchronized void reopen() {
        if (faults.has(Fault.Absent.class) || faults.has(Fault.Restart.class)) {
            return;
        }
        try {
            listener.open();
        } catch (CameraException e) {
            log.warn("{}; tries again", e.getMessage());
            later(Duration.ofMillis(REOPEN_RETRY_MS), this::reopen);
        }
    }

    private void later(Duration after, Step step) {
        var unused = schedule.schedule(() -> run(step), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (CameraException | RuntimeException e) {
            log.error("a scheduled fault cannot be played: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }

    /** Something to do at its time. */
    private interface Step {
        void run() throws CameraException;
    }
}
