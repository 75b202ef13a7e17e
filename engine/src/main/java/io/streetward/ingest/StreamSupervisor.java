package io.streetward.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one camera connected: connects, reads, notices silence, backs off, connects again, for as long as it is open.
 *
 * <p>Owns one thread, which blocks in FFmpeg. {@link #checkLiveness()} is the watchdog's side, called from outside that
 * thread.
 */
public final class StreamSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSupervisor.class);

    /** What a thread may overstay its own deadlines before the watchdog steps in. */
    private static final Duration WATCHDOG_GRACE = Duration.ofSeconds(3);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /**
     * How to treat one camera.
     *
     * @param demuxer timeouts and transport
     * @param firstRetry shortest wait before connecting again
     * @param lastRetry longest wait before connecting again
     */
    public record Settings(Demuxer.Settings demuxer, Duration firstRetry, Duration lastRetry) {}

    private final StreamId stream;
    private final SourceUrl source;
    private final Settings settings;
    private final PacketSink sink;
    private final Clock clock;
    private final Backoff backoff;
    private final StreamTimeline timeline = new StreamTimeline();
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Counter packets;
    private final Counter bytes;
    private final Counter connects;
    private final Counter watchdogBites;

    /** The reader thread's own. */
    private String lastReported = "";

    private volatile StreamState state;
    private volatile long busySinceNanos = System.nanoTime();
    private volatile @Nullable Demuxer current;

    public StreamSupervisor(
            StreamId stream, SourceUrl source, Settings settings, PacketSink sink, Clock clock, MeterRegistry meters) {
        this.stream = stream;
        this.source = source;
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        this.backoff = new Backoff(settings.firstRetry(), settings.lastRetry(), RandomGenerator.getDefault());
        this.state = new StreamState(StreamState.Phase.CONNECTING, "not started", clock.instant());
        this.packets = meters.counter("streetward.ingest.packets", "camera", stream.value());
        this.bytes = meters.counter("streetward.ingest.bytes", "camera", stream.value());
        this.connects = meters.counter("streetward.ingest.connects", "camera", stream.value());
        this.watchdogBites = meters.counter("streetward.ingest.watchdog", "camera", stream.value());
        Gauge.builder("streetward.ingest.live", this, s -> s.state.phase() == StreamState.Phase.LIVE ? 1 : 0)
                .description("1 while packets arrive")
                .tag("camera", stream.value())
                .register(meters);
        this.thread = new Thread(this::run, "reader-" + stream);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public StreamId stream() {
        return stream;
    }

    public StreamState state() {
        return state;
    }

    /** The watchdog's look from outside: ends a wait that FFmpeg's own limits failed to end. */
    public void checkLiveness() {
        Duration limit =
                settings.demuxer().openTimeout().compareTo(settings.demuxer().readTimeout()) > 0
                        ? settings.demuxer().openTimeout()
                        : settings.demuxer().readTimeout();
        Demuxer demuxer = current;
        if (demuxer != null
                && System.nanoTime() - busySinceNanos
                        > limit.plus(WATCHDOG_GRACE).toNanos()) {
            watchdogBites.increment();
            LOG.warn("camera {}: its reader overstayed every limit; interrupting it", stream);
            demuxer.interrupt();
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
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("camera {}: its reader did not end within {} ms", stream, CLOSE_WAIT.toMillis());
        }
    }

    private void run() {
        LOG.info("camera {}: connecting to {}", stream, source);
        while (!stopping()) {
            Outcome outcome = connectAndRead();
            if (stopping()) {
                break;
            }
            Duration wait = backoff.next();
            enter(outcome.phase(), outcome.reason() + "; trying again in " + wait.toMillis() + " ms");
            report(outcome.phase(), outcome.reason());
            pause(wait);
        }
        enter(StreamState.Phase.STOPPED, "");
        report(StreamState.Phase.STOPPED, "");
    }

    private record Outcome(StreamState.Phase phase, String reason) {}

    private Outcome connectAndRead() {
        enter(StreamState.Phase.CONNECTING, source.toString());
        busySinceNanos = System.nanoTime();
        try (Demuxer demuxer = Demuxer.open(source, settings.demuxer(), this::stopping)) {
            current = demuxer;
            connects.increment();
            timeline.reconnect();
            boolean wasLive = readAll(demuxer);
            return new Outcome(
                    wasLive ? StreamState.Phase.STALLED : StreamState.Phase.DOWN, "the camera ended the stream");
        } catch (UnsupportedStreamException e) {
            return new Outcome(StreamState.Phase.UNSUPPORTED, message(e));
        } catch (FfmpegException e) {
            if (e.unauthorised()) {
                return new Outcome(
                        StreamState.Phase.UNAUTHORISED, message(e) + "; check this camera's user name and password");
            }
            boolean live = state.phase() == StreamState.Phase.LIVE;
            return new Outcome(live ? StreamState.Phase.STALLED : StreamState.Phase.DOWN, message(e));
        } finally {
            current = null;
        }
    }

    /** Reads until the source ends; returns whether anything decodable came. */
    private boolean readAll(Demuxer demuxer) throws FfmpegException {
        boolean sawKeyframe = false;
        while (!stopping()) {
            busySinceNanos = System.nanoTime();
            DemuxedPacket packet = demuxer.read();
            if (packet == null) {
                break;
            }
            StreamTimeline.Placed placed = timeline.place(packet, System.nanoTime());
            packets.increment();
            bytes.increment(packet.payload().length);
            if (!sawKeyframe && packet.keyframe()) {
                sawKeyframe = true;
                backoff.reset();
                enter(StreamState.Phase.LIVE, demuxer.format().toString());
                report(StreamState.Phase.LIVE, demuxer.format().toString());
            }
            if (sawKeyframe) {
                sink.onPacket(new EncodedPacket(
                        stream,
                        demuxer.format(),
                        placed.pts(),
                        placed.dts(),
                        Duration.ofNanos(packet.durationMicros() * 1_000),
                        packet.keyframe(),
                        clock.instant(),
                        packet.payload()));
            }
        }
        return sawKeyframe;
    }

    private void enter(StreamState.Phase phase, String reason) {
        state = new StreamState(phase, reason, clock.instant());
    }

    /** News at a level an operator sees; the same trouble again only at debug, or an absent camera would fill the log. */
    private void report(StreamState.Phase phase, String reason) {
        String news = phase + " " + reason;
        if (news.equals(lastReported)) {
            LOG.debug("camera {}: still {}", stream, state);
        } else if (phase == StreamState.Phase.LIVE || phase == StreamState.Phase.STOPPED) {
            LOG.info("camera {}: {}", stream, state);
        } else {
            LOG.warn("camera {}: {}", stream, state);
        }
        lastReported = news;
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(Duration wait) {
        try {
            if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
