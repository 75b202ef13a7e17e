package io.streetward.ingest;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.Demuxer;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.UnsupportedStreamException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The life of one reader thread: connects, reads, notices silence, backs off, connects again.
 *
 * <p>Between {@link #begin} and {@link #end} it is inside FFmpeg, where the watchdog may interrupt it or, when even that
 * does not help, give it up: it then ends as soon as it comes back, without touching anything it shares with its
 * successor.
 */
final class StreamReader implements Runnable {
    /** Extra time for FFmpeg's own limit, so that the more exact one of the interrupt callback comes first. */
    private static final Duration FFMPEG_GRACE = Duration.ofSeconds(1);

    /** What a camera without keyframes is given before a new connection asks for one; doubled each time. */
    private static final Duration FIRST_KEYFRAME_RETRY = Duration.ofSeconds(15);

    private static final Duration LAST_KEYFRAME_RETRY = Duration.ofMinutes(5);

    /**
     * What outlives a reader and is handed from one to the next.
     *
     * @param connects counts connections made
     */
    record Shared(
            StreamSupervisor.Source source,
            StreamSettings settings,
            StateBoard board,
            PacketFeed feed,
            PictureWatch watch,
            Backoff backoff,
            Patience patience,
            TransportChoice transport,
            Waits waits,
            CountDownLatch stop,
            Runnable connects) {}

    private enum Doing {
        OURS,
        INSIDE_FFMPEG,
        GIVEN_UP
    }

    private final Shared shared;
    private final StreamSettings settings;
    private final AtomicReference<Doing> doing = new AtomicReference<>(Doing.OURS);
    private Duration keyframePatience = FIRST_KEYFRAME_RETRY;
    private volatile boolean interrupted;
    private volatile long sinceNanos;
    private volatile Duration limit = Duration.ZERO;
    private volatile @Nullable Demuxer current;

    StreamReader(Shared shared) {
        this.shared = shared;
        this.settings = shared.settings();
    }

    /** By how much it has overstayed the limit of what it does; negative while all is well. */
    Duration overstay(long nowNanos) {
        return doing.get() == Doing.INSIDE_FFMPEG
                ? Duration.ofNanos(nowNanos - sinceNanos).minus(limit)
                : Duration.ofSeconds(-1);
    }

    /** Ends the wait it is in, from outside. */
    void interrupt() {
        interrupted = true;
        Demuxer demuxer = current;
        if (demuxer != null) {
            demuxer.interrupt();
        }
    }

    /** Leaves it behind, if it is inside FFmpeg; from then on it changes nothing any more. */
    boolean giveUp() {
        return doing.compareAndSet(Doing.INSIDE_FFMPEG, Doing.GIVEN_UP);
    }

    @Override
    public void run() {
        try {
            while (!stopping()) {
                Outcome outcome = connectAndRead();
                if (outcome.over()) {
                    shared.board().enter(StreamState.Phase.STOPPED, outcome.reason());
                    return;
                }
                if (!stopping() && outcome.again() == Again.AFTER_A_WAIT) {
                    waitAfter(outcome);
                }
            }
            shared.board().enter(StreamState.Phase.STOPPED, "");
        } catch (GivenUpException e) {
            // Its successor has long taken over.
        } catch (InterruptedException e) {
            shared.stop().countDown();
            shared.board().enter(StreamState.Phase.STOPPED, "");
        }
    }

    private enum Again {
        AT_ONCE,
        AFTER_A_WAIT,
        NEVER
    }

    private record Outcome(StreamState.Phase phase, String reason, Again again) {
        static Outcome of(StreamState.Phase phase, String reason) {
            return new Outcome(phase, reason, Again.AFTER_A_WAIT);
        }

        boolean over() {
            return again == Again.NEVER;
        }
    }

    private Outcome connectAndRead() throws GivenUpException, InterruptedException {
        SourceUrl source;
        try {
            source = shared.source().current();
        } catch (IOException e) {
            return Outcome.of(StreamState.Phase.UNAUTHORISED, message(e));
        }
        if (shared.board().state().phase() == StreamState.Phase.CONNECTING) {
            shared.board().enter(StreamState.Phase.CONNECTING, source.toString());
        }
        try (Demuxer demuxer = open(source)) {
            current = demuxer;
            shared.connects().run();
            shared.feed().connected(shared.waits().nanoTime());
            return read(demuxer);
        } catch (UnsupportedStreamException e) {
            return Outcome.of(StreamState.Phase.UNSUPPORTED, message(e));
        } catch (FfmpegException e) {
            return failed(source, e);
        } finally {
            current = null;
        }
    }

    private Outcome failed(SourceUrl source, FfmpegException e) {
        if (e.unauthorised()) {
            return Outcome.of(
                    StreamState.Phase.UNAUTHORISED, message(e) + "; check this camera's user name and password");
        }
        boolean wasLive = current != null && shared.feed().sawKeyframe();
        if (!wasLive && (current != null || e.refused())) {
            shared.transport().useless();
        }
        String hint = current == null && source.overTls() && !e.timedOut()
                ? "; if its certificate is self-signed, name it in tls.caFile"
                : "";
        return Outcome.of(wasLive ? StreamState.Phase.STALLED : StreamState.Phase.DOWN, message(e) + hint);
    }

    private Demuxer open(SourceUrl source) throws GivenUpException, FfmpegException, UnsupportedStreamException {
        interrupted = false;
        shared.patience().connected();
        begin(settings.openTimeout());
        Demuxer demuxer = null;
        try {
            demuxer = Demuxer.open(
                    source,
                    new Demuxer.Settings(
                            shared.transport().udp(),
                            settings.tls(),
                            settings.openTimeout(),
                            shared.patience().limit().plus(FFMPEG_GRACE)),
                    () -> interrupted || stopping() || doing.get() == Doing.GIVEN_UP);
        } finally {
            endOrClose(demuxer);
        }
        return demuxer;
    }

    private void endOrClose(@Nullable Demuxer demuxer) throws GivenUpException {
        try {
            end();
        } catch (GivenUpException e) {
            if (demuxer != null) {
                demuxer.close();
            }
            throw e;
        }
    }

    /** Reads until the source ends, or a new connection is to ask for a keyframe. */
    private Outcome read(Demuxer demuxer) throws GivenUpException, FfmpegException, InterruptedException {
        RecordedPace pace = new RecordedPace(shared.waits().nanoTime());
        while (!stopping()) {
            DemuxedPacket packet = next(demuxer);
            if (packet == null) {
                return ended(demuxer);
            }
            long arrivedNanos = packet.arrivedNanos();
            if (demuxer.recorded()) {
                shared.waits().pause(pace.until(packet, shared.waits().nanoTime()), shared.stop());
                arrivedNanos = shared.waits().nanoTime();
            }
            shared.patience().arrived(arrivedNanos);
            shared.feed()
                    .accept(
                            packet,
                            demuxer.format(),
                            arrivedNanos,
                            shared.waits().nanoTime());
            judge(demuxer);
            if (shared.watch().keyframeOverdue(keyframePatience) && !demuxer.recorded()) {
                keyframePatience = shorter(keyframePatience.multipliedBy(2), LAST_KEYFRAME_RETRY);
                return new Outcome(StreamState.Phase.NO_KEYFRAME, "", Again.AT_ONCE);
            }
        }
        return new Outcome(StreamState.Phase.STOPPED, "", Again.NEVER);
    }

    private @Nullable DemuxedPacket next(Demuxer demuxer) throws GivenUpException, FfmpegException {
        Duration patience = shared.patience().limit();
        begin(patience);
        boolean came = false;
        try {
            DemuxedPacket packet = demuxer.read(patience);
            came = true;
            return packet;
        } finally {
            end();
            if (!came) {
                shared.patience().disappointed();
            }
        }
    }

    private Outcome ended(Demuxer demuxer) {
        boolean played = shared.feed().sawKeyframe();
        if (demuxer.recorded() && played) {
            return settings.loop()
                    ? new Outcome(StreamState.Phase.LIVE, "", Again.AT_ONCE)
                    : new Outcome(StreamState.Phase.STOPPED, "the recording is over", Again.NEVER);
        }
        return Outcome.of(played ? StreamState.Phase.STALLED : StreamState.Phase.DOWN, "the camera ended the stream");
    }

    private void judge(Demuxer demuxer) {
        PictureWatch.Verdict verdict = shared.watch().verdict();
        StreamState.Phase before = shared.board().state().phase();
        if (verdict != null) {
            if (before != verdict.phase()) {
                shared.board().enter(verdict.phase(), verdict.reason());
            }
        } else if (before != StreamState.Phase.LIVE && shared.feed().sawKeyframe()) {
            shared.backoff().reset();
            keyframePatience = FIRST_KEYFRAME_RETRY;
            shared.board().enter(StreamState.Phase.LIVE, demuxer.format().toString());
        }
    }

    private void waitAfter(Outcome outcome) throws InterruptedException {
        Duration wait = outcome.phase() == StreamState.Phase.UNAUTHORISED
                ? settings.unauthorisedRetry()
                : shared.backoff().next();
        shared.board().enter(outcome.phase(), outcome.reason(), "trying again in " + wait.toMillis() + " ms");
        shared.waits().pause(wait, shared.stop());
    }

    private void begin(Duration most) {
        limit = most;
        sinceNanos = shared.waits().nanoTime();
        doing.compareAndSet(Doing.OURS, Doing.INSIDE_FFMPEG);
    }

    private void end() throws GivenUpException {
        if (!doing.compareAndSet(Doing.INSIDE_FFMPEG, Doing.OURS)) {
            throw new GivenUpException();
        }
    }

    private boolean stopping() {
        return shared.stop().getCount() == 0;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Thrown on coming back to find a successor in place. */
    private static final class GivenUpException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
