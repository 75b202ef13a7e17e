package io.streetward.tools.camera;

import io.streetward.tools.camera.CameraClient.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client's session on one stream (RFC 2326 appendix A.2): ready after SETUP, playing after PLAY, ready again after
 * PAUSE. On the event loop only.
 */
final class RtspSession {
    private final String id;
    private final String path;
    private final VirtualStream stream;
    private final CameraListener listener;
    private final InetSocketAddress peer;
    private MediaSink sink;
    private Transport transport;
    private VirtualStream.@Nullable Viewer viewer;
    private @Nullable CameraClient joined;
    private long joinedNanos;
    private long sentBefore;
    private long droppedBefore;

    RtspSession(
            String id,
            String path,
            VirtualStream stream,
            InetSocketAddress peer,
            MediaSink sink,
            Transport transport,
            CameraListener listener) {
        this.id = id;
        this.path = path;
        this.stream = stream;
        this.peer = peer;
        this.sink = sink;
        this.transport = transport;
        this.listener = listener;
    }

    String id() {
        return id;
    }

    /** Returns the path its client asked for, one of the stream's. */
    String path() {
        return path;
    }

    VirtualStream stream() {
        return stream;
    }

    boolean playing() {
        return viewer != null;
    }

    /** Takes another transport, before PLAY. */
    void replaceSink(MediaSink newSink, Transport newTransport) {
        sink.release();
        sink = newSink;
        transport = newTransport;
    }

    void play() {
        if (viewer != null) {
            return;
        }
        viewer = stream.add(sink);
        if (joined == null) {
            joined = new CameraClient(path, peer, transport);
            joinedNanos = System.nanoTime();
            listener.clientJoined(joined);
        }
    }

    void pause() {
        if (viewer != null) {
            stream.remove(viewer);
            sentBefore += viewer.sent();
            droppedBefore += viewer.dropped();
            viewer = null;
        }
    }

    /** Ends the session; the connection stays as it is. */
    void close(String why) {
        pause();
        sink.release();
        if (joined != null) {
            Duration stay = Duration.ofNanos(System.nanoTime() - joinedNanos);
            listener.clientLeft(joined, why, stay, sentBefore, droppedBefore);
            joined = null;
        }
    }
}
