package io.streetward.tools.camera;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A virtual RTSP camera: serves video files as live streams, in real time, H.264 and H.265 passed through bit for bit,
 * and goes wrong when told to.
 *
 * <p>RTSP 1.0 (RFC 2326), plain or inside TLS, with RTP inside the RTSP connection or over UDP unicast, digest and basic
 * authentication. All streams have one clock, which all clients share; a client that joins is started at the next
 * keyframe. The session of a client ends with its RTSP connection.
 *
 * <p>{@link #start()} once; the rest may be called from any thread between that and {@link #close()}, but not from a
 * {@link CameraListener}.
 */
public final class RtspCamera implements AutoCloseable {
    private final RtspCameraOptions options;
    private final Map<String, StreamPump> pumps = new LinkedHashMap<>();
    private final EventLoopGroup loops;
    private final CameraClock clock = new CameraClock();
    private final ActiveFaults faults = new ActiveFaults();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable UdpPorts udpPorts;
    private @Nullable RtspListener listener;
    private @Nullable FaultDirector director;

    RtspCamera(RtspCameraOptions options) {
        this.options = options;
        // One loop: all that clients share is confined to it.
        this.loops =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("rtsp-camera"), NioIoHandler.newFactory());
    }

    /** Begins to describe a camera. */
    public static RtspCameraBuilder builder() {
        return new RtspCameraBuilder();
    }

    /**
     * Opens the files and listens; closes itself when it cannot.
     *
     * @throws CameraException when a file is missing or holds no H.264 or H.265 video, the address cannot be bound, or a
     *     scheduled fault cannot be played
     */
    public void start() throws CameraException {
        try {
            CameraSetting setting =
                    new CameraSetting(clock, faults, RtpWriteCallback.SHARED, loops.next(), options.listener());
            for (CameraStream source : options.streams()) {
                pumps.put(source.path(), StreamPump.open(source, options.loop(), origin(), setting));
            }
            WriteBufferWaterMark waterMark =
                    new WriteBufferWaterMark(options.maxPendingBytes() / 2, options.maxPendingBytes());
            UdpPorts ports = UdpPorts.bind(loops, options.bindAddress(), waterMark);
            udpPorts = ports;
            RtspService service = service(ports);
            InetSocketAddress address = new InetSocketAddress(options.bindAddress(), options.port());
            RtspListener port =
                    new RtspListener(loops, address, waterMark, service, options.tls() ? SelfSigned.context() : null);
            listener = port;
            port.open();
            FaultDirector faultDirector = new FaultDirector(pumps, port, service, this::guard);
            director = faultDirector;
            faultDirector.follow(options.faults());
            if (!options.startOnPlay()) {
                clock.start();
            }
        } catch (CameraException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns what RTP counts from: at random, or so that timestamps wrap when they are to. */
    private RtpOutput.Origin origin() {
        RtpOutput.Origin random = RtpOutput.Origin.random();
        Duration wrap = options.timestampsWrapAfter();
        return wrap == null
                ? random
                : new RtpOutput.Origin(random.ssrc(), (int) -(wrap.toMillis() * VideoFile.TICKS_PER_SECOND / 1_000));
    }

    private RtspService service(UdpPorts ports) {
        Map<String, VirtualStream> paths = new LinkedHashMap<>();
        pumps.forEach((path, pump) -> {
            for (String each : options.paths(path)) {
                paths.put(each, pump.stream());
            }
        });
        return new RtspService(
                paths,
                ports,
                new RtspDoor(Optional.ofNullable(options.credentials()).map(this::guard)),
                faults,
                options.tls(),
                options.sessionTimeout(),
                options.listener());
    }

    private RtspAuthenticator guard(CameraCredentials credentials) {
        return new RtspAuthenticator(credentials, options.authSchemes(), System::nanoTime);
    }

    /**
     * Returns the TCP port it listens on.
     *
     * @throws IllegalStateException before {@link #start()}
     */
    public int port() {
        return started(listener).port();
    }

    /**
     * Returns a stream's address, without credentials; on this machine where the camera listens on all addresses.
     *
     * @param path the stream's path; behind its camera's number where there are several, as in {@code 3/street}
     * @throws IllegalArgumentException when there is no such stream
     */
    public URI uri(String path) {
        boolean known = pumps.keySet().stream()
                .flatMap(stream -> options.paths(stream).stream())
                .anyMatch(path::equals);
        if (!known) {
            throw noSuchStream(path);
        }
        InetAddress address = options.bindAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        String scheme = options.tls() ? "rtsps://" : "rtsp://";
        return URI.create(scheme + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port() + "/" + path);
    }

    /**
     * Lets a fault begin at once; when this returns, it is in force.
     *
     * @throws CameraException when the camera cannot play it, with the reason
     */
    public void apply(Fault fault) throws CameraException {
        started(director).begin(fault);
    }

    /** Lets a fault begin at once, and end after a time. */
    public void apply(Fault fault, Duration lasting) throws CameraException {
        started(director).begin(fault, lasting);
    }

    /** Ends all faults in force; those of the script that are still to come will come. */
    public void clear() throws CameraException {
        started(director).endAll();
    }

    /** Ends a fault; does nothing when it is not in force. */
    public void clear(Fault fault) throws CameraException {
        started(director).end(fault);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the camera has not been started");
        }
        return part;
    }

    /** Returns all streams' counters in sum. */
    public CameraCounters counters() {
        return pumps.values().stream()
                .map(pump -> pump.stream().counters())
                .reduce(new CameraCounters(0, 0, 0, 0, 0, 0), CameraCounters::plus);
    }

    /** Returns one stream's counters. */
    public CameraCounters counters(String path) {
        StreamPump pump = pumps.get(path);
        if (pump == null) {
            throw noSuchStream(path);
        }
        return pump.stream().counters();
    }

    /** Returns how many TCP connections are open. */
    public int connections() {
        return started(listener).connections();
    }

    /** Returns how many UDP addresses of clients are known. */
    int udpPeers() {
        UdpPorts ports = started(udpPorts);
        return loops.next().submit(ports::peers).syncUninterruptibly().getNow();
    }

    /** Waits until every stream has come to its end: played once, failed, or closed. */
    public void awaitEnd() throws InterruptedException {
        for (StreamPump pump : pumps.values()) {
            pump.awaitEnd();
        }
    }

    private IllegalArgumentException noSuchStream(String path) {
        return new IllegalArgumentException("no stream '" + path + "'; there are " + pumps.keySet());
    }

    /** Cuts all clients off and frees all that is native; does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (director != null) {
            director.close();
        }
        pumps.values().forEach(StreamPump::close);
        if (listener != null) {
            listener.close();
        }
        if (udpPorts != null) {
            udpPorts.close();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
