package io.streetward.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.streetward.codec.SourceUrl;
import io.streetward.media.StreamId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream of a camera connected, for as long as it is open, and says how it is doing.
 *
 * <p>Every wait ends thrice over: by FFmpeg's own socket timeout, by the interrupt callback that FFmpeg asks in all its
 * waits, and by {@link #checkLiveness()}, the watchdog's side, called from outside. A thread that even an interrupt does
 * not bring back (a name server that does not answer holds it inside the C library) is left behind and replaced.
 */
public final class StreamSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSupervisor.class);

    /** What a thread may overstay its own limit before the watchdog interrupts it. */
    private static final Duration INTERRUPT_AFTER = Duration.ofSeconds(2);

    /** And before it is replaced. */
    private static final Duration REPLACE_AFTER = Duration.ofSeconds(4);

    /** Threads left behind that have not come back; with that many the system is at fault and another would not help. */
    private static final int MOST_LEFT_BEHIND = 3;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /** Gives a source's address and credentials; asked at each connection, since a password may have been corrected. */
    public interface Source {
        /**
         * Returns what to connect to now.
         *
         * @throws IOException when the credentials cannot be read; the message tells an operator why
         */
        SourceUrl current() throws IOException;
    }

    private final StreamId stream;
    private final StreamReader.Shared shared;
    private final StateBoard board;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Counter interrupts;
    private final Counter replacements;
    private final List<Thread> leftBehind = new ArrayList<>();
    private @Nullable StreamReader reader;
    private @Nullable Thread thread;

    public StreamSupervisor(
            StreamId stream,
            StreamRole role,
            Source source,
            StreamSettings settings,
            PacketSink sink,
            PictureWatch watch,
            Clock clock,
            MeterRegistry meters) {
        this(stream, role, source, settings, sink, watch, clock, meters, Waits.REAL);
    }

    StreamSupervisor(
            StreamId stream,
            StreamRole role,
            Source source,
            StreamSettings settings,
            PacketSink sink,
            PictureWatch watch,
            Clock clock,
            MeterRegistry meters,
            Waits waits) {
        this.stream = stream;
        this.board = new StateBoard(stream, role.label(), clock);
        Tags tags = Tags.of("camera", stream.value(), "stream", role.label());
        Counter connects = meters.counter("streetward.ingest.connects", tags);
        this.interrupts = meters.counter("streetward.ingest.watchdog", tags.and("did", "interrupt"));
        this.replacements = meters.counter("streetward.ingest.watchdog", tags.and("did", "replace"));
        for (StreamState.Phase phase : StreamState.Phase.values()) {
            Gauge.builder("streetward.ingest.state", board, b -> b.state().phase() == phase ? 1 : 0)
                    .description("1 for the phase the stream is in")
                    .tags(tags.and("phase", phase.name().toLowerCase(Locale.ROOT)))
                    .register(meters);
        }
        Gauge.builder("streetward.ingest.live", board, b -> b.state().phase().delivering() ? 1 : 0)
                .description("1 while packets arrive")
                .tags(tags)
                .register(meters);
        this.shared = new StreamReader.Shared(
                source,
                settings,
                board,
                new PacketFeed(stream, role, sink, watch, clock, meters, tags),
                watch,
                new Backoff(settings.firstRetry(), settings.lastRetry(), RandomGenerator.getDefault()),
                new Patience(settings.readTimeout()),
                new TransportChoice(settings.transport()),
                waits,
                stop,
                connects::increment);
    }

    public synchronized void start() {
        StreamReader next = new StreamReader(shared);
        Thread runner = new Thread(next, "reader-" + stream);
        runner.setDaemon(true);
        reader = next;
        thread = runner;
        runner.start();
    }

    public StreamId stream() {
        return stream;
    }

    public StreamState state() {
        return board.state();
    }

    /** The watchdog's look from outside: ends a wait that FFmpeg's own limits failed to end. */
    public synchronized void checkLiveness() {
        StreamReader watched = reader;
        Thread runner = thread;
        if (watched == null || runner == null || stop.getCount() == 0) {
            return;
        }
        Duration overstay = watched.overstay(shared.waits().nanoTime());
        if (overstay.compareTo(REPLACE_AFTER) > 0) {
            replace(watched, runner);
        } else if (overstay.compareTo(INTERRUPT_AFTER) > 0) {
            interrupts.increment();
            LOG.warn("camera {}: its reader overstayed every limit; interrupting it", stream);
            watched.interrupt();
        }
    }

    private void replace(StreamReader stuck, Thread runner) {
        leftBehind.removeIf(thread -> !thread.isAlive());
        if (leftBehind.size() < MOST_LEFT_BEHIND && stuck.giveUp()) {
            leftBehind.add(runner);
            replacements.increment();
            board.enter(
                    StreamState.Phase.DOWN,
                    "its reader hangs inside the system, perhaps on a name server; another was started");
            start();
        }
    }

    /** Asks the reader to end and returns at once; for ending many cameras together before closing each. */
    public void requestStop() {
        stop.countDown();
    }

    /** Asks the reader to end and waits at most three seconds; an FFmpeg wait ends within its polling interval. */
    @Override
    public void close() {
        requestStop();
        Thread runner;
        synchronized (this) {
            runner = thread;
        }
        if (runner == null) {
            board.enter(StreamState.Phase.STOPPED, "");
            return;
        }
        try {
            runner.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (runner.isAlive()) {
            LOG.warn("camera {}: its reader did not end within {} ms", stream, CLOSE_WAIT.toMillis());
        }
    }
}
