package io.streetward.tools.camera;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of one stream: a thread that reads access units, waits for the time of each, and hands its packets to the
 * event loop.
 *
 * <p>Due times are counted from one start time, so that lateness of one picture never shifts the next ones. Media time 0
 * is the moment {@link #startClock()} was first called.
 */
final class StreamPump implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamPump.class);

    // 10 packets of 1,400 bytes a millisecond are 112 Mbit/s, about what a camera's network port lets through: a large
    // keyframe does not overrun a receiver's UDP buffer (212,992 bytes by default on Linux) in one go.
    private static final int BURST_PACKETS = 10;
    private static final long BURST_GAP_NANOS = 1_000_000;

    // Bursts waiting for the event loop; when it is that far behind the pump waits, and catches up afterwards.
    private static final int MAX_BURSTS_IN_FLIGHT = 64;
    private static final long NANOS_PER_TICK_TIMES_9 = 100_000; // 90 kHz: one tick is 100,000 / 9 ns
    private static final long LONG_GOP_TICKS = 5L * VideoFile.TICKS_PER_SECOND;
    private static final long JOIN_TIMEOUT_MS = 5_000;

    private final LoopingVideo video;
    private final RtpPacketizer packetizer;
    private final VirtualStream stream;
    private final EventLoop eventLoop;
    private final CameraListener listener;
    private final Semaphore inFlight = new Semaphore(MAX_BURSTS_IN_FLIGHT);
    private final CountDownLatch clockStarted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private long loopsCounted;
    private long lastKeyframeTicks;
    private boolean longGopReported;

    private StreamPump(
            CameraStream source,
            LoopingVideo video,
            RtpPacketizer packetizer,
            EventLoop eventLoop,
            CameraListener listener)
            throws CameraException {
        this.video = video;
        this.packetizer = packetizer;
        this.eventLoop = eventLoop;
        this.listener = listener;
        int ssrc = ThreadLocalRandom.current().nextInt();
        String sdp = packetizer.sessionDescription(source.path());
        this.stream = new VirtualStream(source.path(), video.codec(), sdp, ssrc, this::startClock);
        this.thread = new Thread(this::run, "camera-" + source.path());
    }

    /**
     * Opens a stream's file; its clock stands still until {@link #startClock()} or the first viewer.
     *
     * @throws CameraException when the file is missing, or no H.264 or H.265 video in it
     */
    static StreamPump open(
            CameraStream source, boolean loop, RtpWriteCallback callback, EventLoop eventLoop, CameraListener listener)
            throws CameraException {
        LoopingVideo video = new LoopingVideo(source.file(), loop);
        try {
            RtpPacketizer packetizer = new RtpPacketizer(video.parameters(), callback);
            try {
                StreamPump pump = new StreamPump(source, video, packetizer, eventLoop, listener);
                pump.thread.start();
                return pump;
            } catch (CameraException | RuntimeException e) {
                packetizer.close();
                throw e;
            }
        } catch (CameraException | RuntimeException e) {
            video.close();
            throw e;
        }
    }

    VirtualStream stream() {
        return stream;
    }

    /** Lets media time 0 be now; does nothing from the second call on. */
    void startClock() {
        clockStarted.countDown();
    }

    /** Waits for the end of a stream that is played once, or of the pump. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void run() {
        try (packetizer;
                video) {
            clockStarted.await();
            play();
            finish("");
        } catch (InterruptedException e) {
            log.debug("stream {}: closed", stream.path());
        } catch (CameraException | RuntimeException e) {
            log.error("stream {}: stops: {}", stream.path(), e.getMessage());
            finish(String.valueOf(e.getMessage()));
        } finally {
            ended.countDown();
        }
    }

    private void play() throws CameraException, InterruptedException {
        packetizer.begin(stream.ssrc());
        long startNanos = System.nanoTime();
        for (AccessUnit unit = video.next(); unit != null; unit = video.next()) {
            sleepUntil(startNanos + unit.dtsTicks() * NANOS_PER_TICK_TIMES_9 / 9);
            account(unit);
            send(unit);
        }
        dispatch(new MediaBurst(packetizer.end(), MediaBurst.Kind.GOODBYE));
    }

    private void finish(String problem) {
        eventLoop.execute(stream::markEnded);
        listener.streamEnded(stream.path(), problem);
    }

    private void send(AccessUnit unit) throws CameraException, InterruptedException {
        List<RtpPacket> packets = packetizer.packetize(unit);
        MediaBurst.Kind kind = unit.keyframe() ? MediaBurst.Kind.KEYFRAME : MediaBurst.Kind.PICTURE;
        for (int from = 0; from < packets.size(); from += BURST_PACKETS) {
            if (from > 0) {
                sleepUntil(System.nanoTime() + BURST_GAP_NANOS);
                kind = MediaBurst.Kind.CONTINUATION;
            }
            int to = Math.min(from + BURST_PACKETS, packets.size());
            dispatch(new MediaBurst(packets.subList(from, to), kind));
        }
    }

    private void dispatch(MediaBurst burst) throws InterruptedException {
        inFlight.acquire();
        eventLoop.execute(() -> {
            try {
                stream.send(burst);
            } finally {
                inFlight.release();
            }
        });
    }

    private void account(AccessUnit unit) {
        stream.countAccessUnit();
        if (video.loops() > loopsCounted) {
            loopsCounted = video.loops();
            stream.countLoop();
        }
        if (unit.keyframe()) {
            lastKeyframeTicks = unit.dtsTicks();
        } else if (!longGopReported && unit.dtsTicks() - lastKeyframeTicks > LONG_GOP_TICKS) {
            longGopReported = true;
            log.warn(
                    "stream {}: keyframes more than {} s apart: clients that join wait that long for a picture;"
                            + " encode the file with a keyframe every 2 s to be like a camera",
                    stream.path(),
                    LONG_GOP_TICKS / VideoFile.TICKS_PER_SECOND);
        }
    }

    private static void sleepUntil(long dueNanos) throws InterruptedException {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Stops the thread and frees all that is native. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_TIMEOUT_MS);
            if (thread.isAlive()) {
                log.warn("stream {}: its thread does not end", stream.path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
