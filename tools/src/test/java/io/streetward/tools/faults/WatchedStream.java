package io.streetward.tools.faults;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.SourceUrl;
import io.streetward.ingest.CameraClock;
import io.streetward.ingest.PictureWatch;
import io.streetward.ingest.StreamRole;
import io.streetward.ingest.StreamSettings;
import io.streetward.ingest.StreamState;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.media.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A supervised stream, a witness at its end, and a memory of the states it was in. */
final class WatchedStream implements AutoCloseable {
    private static final int POLL_MS = 5;
    private static final long WATCHDOG_NANOS = 1_000_000_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<StreamState> states = new CopyOnWriteArrayList<>();
    private final CameraClock clock;
    private final Witness witness;
    private final StreamSupervisor supervisor;
    private final Thread observer;
    private volatile boolean closing;

    WatchedStream(String id, StreamRole role, SourceUrl source, StreamSettings settings) {
        PictureWatch watch = new PictureWatch(settings.keyframeTimeout(), settings.pictureTimeout());
        this.clock = role.clock();
        this.witness = new Witness(watch);
        this.supervisor = new StreamSupervisor(
                new StreamId(id), role, () -> source, settings, witness, watch, Clock.systemUTC(), meters);
        this.observer = new Thread(this::observe, "observer-" + id);
        supervisor.start();
        observer.start();
    }

    WatchedStream(String id, SourceUrl source, StreamSettings settings) {
        this(id, StreamRole.only(), source, settings);
    }

    private void observe() {
        long watchdogNanos = System.nanoTime();
        while (!closing) {
            StreamState now = supervisor.state();
            if (states.isEmpty() || states.get(states.size() - 1).phase() != now.phase()) {
                states.add(now);
            }
            if (System.nanoTime() - watchdogNanos > WATCHDOG_NANOS) {
                supervisor.checkLiveness();
                watchdogNanos = System.nanoTime();
            }
            sleep();
        }
    }

    Witness witness() {
        return witness;
    }

    CameraClock clock() {
        return clock;
    }

    StreamState state() {
        return supervisor.state();
    }

    boolean live() {
        return state().phase() == StreamState.Phase.LIVE;
    }

    /** The states entered after the first {@code known} ones. */
    List<StreamState> statesAfter(int known) {
        return states.subList(Math.min(known, states.size()), states.size());
    }

    int statesSeen() {
        return states.size();
    }

    double count(String meter) {
        return meters.find(meter).functionCounter() != null
                ? meters.get(meter).functionCounter().count()
                : meters.get(meter).counter().count();
    }

    long connects() {
        return (long) count("streetward.ingest.connects");
    }

    /** Waits for a condition; returns how long it took. */
    Duration await(String what, Duration limit, BooleanSupplier condition) throws TimeoutException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new TimeoutException("not within " + limit.toSeconds() + " s: " + what + "; it is " + state()
                        + " and was " + states + "; packets " + witness.packets());
            }
            sleep();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        supervisor.close();
        closing = true;
        try {
            observer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        witness.close();
    }
}
