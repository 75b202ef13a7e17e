package io.streetward.tools.camera;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * One stream as its clients see it: its path, its description, and who watches. Viewers come and go on the event loop
 * only; counters may be read from any thread.
 */
final class VirtualStream {
    private final String path;
    private String sessionDescription;
    private int ssrc;
    private volatile int clip;
    private final Runnable onFirstPlay;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final AtomicInteger clients = new AtomicInteger();
    private final LongAdder clientsSeen = new LongAdder();
    private final LongAdder accessUnits = new LongAdder();
    private final LongAdder packetsSent = new LongAdder();
    private final LongAdder packetsDropped = new LongAdder();
    private final LongAdder loops = new LongAdder();
    private boolean ended;

    /**
     * Describes a stream that nobody watches yet.
     *
     * @param sessionDescription SDP
     * @param onFirstPlay run whenever a viewer comes; does something the first time at most
     */
    VirtualStream(String path, String sessionDescription, int ssrc, Runnable onFirstPlay) {
        this.path = path;
        this.sessionDescription = sessionDescription;
        this.ssrc = ssrc;
        this.onFirstPlay = onFirstPlay;
    }

    String path() {
        return path;
    }

    String sessionDescription() {
        return sessionDescription;
    }

    int ssrc() {
        return ssrc;
    }

    int clip() {
        return clip;
    }

    void changeSsrc(int newSsrc) {
        ssrc = newSsrc;
    }

    /** Describes another clip; only its bursts are sent from now on. */
    void changeClip(String newSessionDescription, int newClip) {
        sessionDescription = newSessionDescription;
        clip = newClip;
    }

    boolean ended() {
        return ended;
    }

    void markEnded() {
        ended = true;
    }

    /** Starts sending to a client, with the next keyframe. */
    Viewer add(MediaSink sink) {
        Viewer viewer = new Viewer(sink);
        viewers.add(viewer);
        clients.set(viewers.size());
        clientsSeen.increment();
        onFirstPlay.run();
        return viewer;
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
        clients.set(viewers.size());
    }

    /**
     * Sends a burst to all.
     *
     * @param ofClip which clip it is of: one that clients have not been told of any more is left out
     */
    void send(MediaBurst burst, int ofClip) {
        if (ofClip != clip) {
            return;
        }
        List<Viewer> present = new ArrayList<>(viewers); // a failed write may close a connection and so remove one
        for (Viewer viewer : present) {
            viewer.send(burst);
        }
    }

    void countAccessUnit() {
        accessUnits.increment();
    }

    void countLoop() {
        loops.increment();
    }

    CameraCounters counters() {
        return new CameraCounters(
                clients.get(),
                clientsSeen.sum(),
                accessUnits.sum(),
                packetsSent.sum(),
                packetsDropped.sum(),
                loops.sum());
    }

    /** One client's share of the stream. */
    final class Viewer {
        private final MediaSink sink;
        private boolean started;
        private long sent;
        private long dropped;

        private Viewer(MediaSink sink) {
            this.sink = sink;
        }

        private void send(MediaBurst next) {
            MediaBurst burst = started ? next : next.withReport();
            int packets = burst.packets().size();
            switch (sink.send(burst)) {
                case SENT -> {
                    started = true;
                    sent += packets;
                    packetsSent.add(packets);
                }
                case DROPPED -> {
                    dropped += packets;
                    packetsDropped.add(packets);
                }
                case NOT_STARTED -> {}
            }
        }

        long sent() {
            return sent;
        }

        long dropped() {
            return dropped;
        }
    }
}
