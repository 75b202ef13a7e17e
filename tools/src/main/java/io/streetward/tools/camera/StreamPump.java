package io.streetward.tools.camera;

import io.streetward.media.VideoCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one stream: a thread that reads access units, waits for the time of each, and hands its packets to the event loop.
 *
 * <p>Due times are counted from the start of the camera's clock, so that lateness of one picture never shifts the next
 * ones.
 */
final class StreamPump implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamPump.class);

    // 10 packets of 1,400 bytes a millisecond are 112 Mbit/s, about what a camera's network port lets through: a large
    // keyframe does not overrun a receiver's UDP buffer (212,992 bytes by default on Linux) in one go.
    private static final int BURST_PACKETS = 10;
    private static final long BURST_GAP_NANOS = 1_000_000;

    // Bursts waiting for the event loop; when it is that far behind the pump waits, and catches up afterwards.
    private static final int MAX_BURSTS_IN_FLIGHT = 64;
    private static final long LONG_GOP_TICKS = 5L * VideoFile.TICKS_PER_SECOND;
    private static final long JOIN_TIMEOUT_MS = 5_000;

    private final CameraStream source;
    private final boolean loop;
    private final CameraSetting setting;
    private final RtpOutput output;
    private final PictureFaults pictures;
    private final VirtualStream stream;
    private final AtomicReference<@Nullable Clip> nextClip = new AtomicReference<>();
    private final Semaphore inFlight = new Semaphore(MAX_BURSTS_IN_FLIGHT);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile VideoCodec codec;
    private volatile byte[] parameterSets;
    private int clips = 1;
    private Clip clip;
    private long clipStartTicks;
    private long lastDtsTicks;
    private long nextDtsTicks;
    private long loopsCounted;
    private long lastKeyframeTicks;
    private boolean longGopReported;

    private StreamPump(CameraStream source, boolean loop, Clip clip, RtpOutput.Origin origin, CameraSetting setting) {
        this.source = source;
        this.loop = loop;
        this.clip = clip;
        this.codec = clip.codec();
        this.parameterSets = clip.parameterSets();
        this.setting = setting;
        this.output = new RtpOutput(setting.clock(), setting.faults(), origin);
        this.pictures = new PictureFaults(setting.faults());
        this.stream =
                new VirtualStream(source.path(), clip.sessionDescription(), origin.ssrc(), setting.clock()::start);
        this.thread = new Thread(this::run, "camera-" + source.path());
    }

    /**
     * Opens a stream's file; nothing is sent before the clock starts.
     *
     * @throws CameraException when the file is missing, or no H.264 or H.265 video in it
     */
    static StreamPump open(CameraStream source, boolean loop, RtpOutput.Origin origin, CameraSetting setting)
            throws CameraException {
        Clip first = Clip.open(source.file(), loop, source.path(), 0, setting.callback());
        StreamPump pump = new StreamPump(source, loop, first, origin, setting);
        pump.thread.start();
        return pump;
    }

    VirtualStream stream() {
        return stream;
    }

    /** Returns the file that the stream shows unless told otherwise. */
    Path file() {
        return source.file();
    }

    /** Waits for the end of a stream that is played once, or of the pump. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Moves the RTP timestamps of all later pictures. */
    void jump(Duration by) {
        output.jump(by.toNanos() / 1_000 * VideoFile.TICKS_PER_SECOND / 1_000_000);
    }

    /** Has another SSRC, sequence and timestamp, as after a restart. */
    void beginAnew() {
        int ssrc = output.beginAnew();
        setting.eventLoop().submit(() -> stream.changeSsrc(ssrc)).syncUninterruptibly();
    }

    /** Says why the stream's picture cannot be made black, or returns the empty string when it can. */
    String whyNotBlack() {
        return codec == VideoCodec.H264 && StillPictures.drawable(parameterSets)
                ? ""
                : "stream " + source.path() + ": a black picture can be drawn for 8-bit progressive 4:2:0 H.264 only; "
                        + "let it show a black clip instead";
    }

    /**
     * Shows another file from the next picture on; when this returns, it is what the stream is described as.
     *
     * @param inBand whether clients that are playing go on, so that the codec must be the same
     * @param alongside run on the event loop right after the description has changed, before any packet of the file
     * @throws CameraException when the file cannot be served, or not within the same sessions
     */
    void show(Path file, boolean inBand, Runnable alongside) throws CameraException {
        if (ended.getCount() == 0) {
            throw new CameraException("stream " + source.path() + " has come to its end and cannot show " + file);
        }
        int number = inBand ? stream.clip() : clips++;
        Clip next = Clip.open(file, loop, source.path(), number, setting.callback());
        if (inBand && next.codec() != codec) {
            String message = file + ": is " + next.codec() + ", and stream " + source.path() + " is " + codec
                    + ": another codec needs another session description, so it cannot be changed in band";
            next.close();
            throw new CameraException(message);
        }
        codec = next.codec();
        parameterSets = next.parameterSets();
        setting.eventLoop()
                .submit(() -> {
                    stream.changeClip(next.sessionDescription(), next.number());
                    alongside.run();
                })
                .syncUninterruptibly();
        Clip overtaken = nextClip.getAndSet(next);
        if (overtaken != null) {
            overtaken.close();
        }
    }

    private void run() {
        try {
            setting.clock().awaitStart();
            play();
            finish("");
        } catch (InterruptedException e) {
            log.debug("stream {}: closed", stream.path());
        } catch (CameraException | RuntimeException e) {
            log.error("stream {}: stops: {}", stream.path(), e.getMessage());
            finish(String.valueOf(e.getMessage()));
        } finally {
            clip.close();
            Clip waiting = nextClip.getAndSet(null);
            if (waiting != null) {
                waiting.close();
            }
            ended.countDown();
        }
    }

    private void play() throws CameraException, InterruptedException {
        for (AccessUnit unit = next(); unit != null; unit = next()) {
            setting.clock().sleepUntilTicks(unit.dtsTicks());
            account(unit);
            AccessUnit shown = pictures.shown(unit, clip.codec());
            if (shown != null) {
                send(shown);
            }
        }
        dispatch(new MediaBurst(output.goodbye(), MediaBurst.Kind.GOODBYE));
    }

    /** Returns the next picture on the stream's timeline, of the next clip where one is waiting; null at the end. */
    private @Nullable AccessUnit next() throws CameraException {
        Clip waiting = nextClip.getAndSet(null);
        if (waiting != null) {
            clip.close();
            clip = waiting;
            clipStartTicks = nextDtsTicks;
            loopsCounted = 0;
            pictures.forget();
        }
        AccessUnit unit = clip.video().next();
        if (unit == null) {
            return null;
        }
        AccessUnit onTimeline = unit.at(clipStartTicks + unit.dtsTicks(), clipStartTicks + unit.ptsTicks());
        if (unit.dtsTicks() == 0) {
            output.reorderDelay(unit.ptsTicks());
        }
        long duration = unit.durationTicks() > 0 ? unit.durationTicks() : onTimeline.dtsTicks() - lastDtsTicks;
        lastDtsTicks = onTimeline.dtsTicks();
        nextDtsTicks = lastDtsTicks + Math.max(1, duration);
        return onTimeline;
    }

    private void finish(String problem) {
        setting.eventLoop().execute(stream::markEnded);
        setting.listener().streamEnded(stream.path(), problem);
    }

    private void send(AccessUnit unit) throws CameraException, InterruptedException {
        List<RtpPacket> packets = output.stamp(clip.packetizer().packetize(unit), unit.ptsTicks());
        // A camera that sends no keyframes does not make its clients wait for one.
        boolean entry = unit.keyframe() || setting.faults().has(Fault.NoKeyframes.class);
        RtpPacket report = entry || output.reportDue() ? output.report() : null;
        if (report != null && output.reportDue()) {
            packets.add(0, report);
            output.countReport();
            report = null;
        }
        MediaBurst.Kind kind = entry ? MediaBurst.Kind.KEYFRAME : MediaBurst.Kind.PICTURE;
        for (int from = 0; from < packets.size(); from += BURST_PACKETS) {
            if (from > 0) {
                setting.clock().sleepUntilNanos(System.nanoTime() + BURST_GAP_NANOS);
                kind = MediaBurst.Kind.CONTINUATION;
                report = null;
            }
            int to = Math.min(from + BURST_PACKETS, packets.size());
            dispatch(new MediaBurst(packets.subList(from, to), kind, report));
        }
    }

    private void dispatch(MediaBurst burst) throws InterruptedException {
        int ofClip = clip.number();
        inFlight.acquire();
        setting.eventLoop().execute(() -> {
            try {
                stream.send(burst, ofClip);
            } finally {
                inFlight.release();
            }
        });
    }

    private void account(AccessUnit unit) {
        stream.countAccessUnit();
        if (clip.video().loops() > loopsCounted) {
            loopsCounted = clip.video().loops();
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
