package io.streetward.tools.camera;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.handler.codec.rtsp.RtspEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A virtual RTSP camera: serves video files as live streams, in real time, H.264 and H.265 passed through bit for bit.
 *
 * <p>RTSP 1.0 (RFC 2326) with RTP inside the RTSP connection or over UDP unicast, digest and basic authentication. Each
 * stream has one clock that all its clients share; a client that joins is started at the next keyframe. The session of a
 * client ends with its RTSP connection.
 *
 * <p>{@link #start()} once; the rest may be called from any thread between that and {@link #close()}.
 */
public final class RtspCamera implements AutoCloseable {
    private static final int BACKLOG = 64;

    // Fixed, as the kernel would let it grow to megabytes of stale pictures behind the bound on what is pending.
    private static final int SEND_BUFFER_BYTES = 256 << 10;
    private static final int MAX_LINE_BYTES = 8_192;

    private final RtspCameraOptions options;
    private final Map<String, StreamPump> pumps = new LinkedHashMap<>();
    private final EventLoopGroup loops;
    private final RtpWriteCallback callback = new RtpWriteCallback();
    private final ChannelGroup connections;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable UdpPorts udpPorts;
    private @Nullable Channel server;

    RtspCamera(RtspCameraOptions options) {
        this.options = options;
        // One loop: all that clients share is confined to it.
        this.loops =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("rtsp-camera"), NioIoHandler.newFactory());
        this.connections = new DefaultChannelGroup(loops.next());
    }

    /** Begins to describe a camera. */
    public static RtspCameraBuilder builder() {
        return new RtspCameraBuilder();
    }

    /**
     * Opens the files and listens; closes itself when it cannot.
     *
     * @throws CameraException when a file is missing or holds no H.264 or H.265 video, or the address cannot be bound
     */
    public void start() throws CameraException {
        try {
            EventLoop eventLoop = loops.next();
            Map<String, VirtualStream> streams = new LinkedHashMap<>();
            for (CameraStream source : options.streams()) {
                StreamPump pump = StreamPump.open(source, options.loop(), callback, eventLoop, options.listener());
                pumps.put(source.path(), pump);
                streams.put(source.path(), pump.stream());
            }
            WriteBufferWaterMark waterMark =
                    new WriteBufferWaterMark(options.maxPendingBytes() / 2, options.maxPendingBytes());
            udpPorts = UdpPorts.bind(loops, options.bindAddress(), waterMark);
            server = listen(service(streams, udpPorts), waterMark);
            if (!options.startOnPlay()) {
                pumps.values().forEach(StreamPump::startClock);
            }
        } catch (CameraException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private RtspService service(Map<String, VirtualStream> streams, UdpPorts ports) {
        CameraCredentials credentials = options.credentials();
        RtspAuthenticator authenticator =
                credentials == null ? null : new RtspAuthenticator(credentials, System::nanoTime);
        return new RtspService(streams, ports, authenticator, options.sessionTimeout(), options.listener());
    }

    private Channel listen(RtspService service, WriteBufferWaterMark waterMark) throws CameraException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new InterleavedFramer())
                                .addLast(new RtspEncoder())
                                .addLast(new RtspDecoder(
                                        MAX_LINE_BYTES,
                                        InterleavedFramer.MAX_HEAD_BYTES,
                                        InterleavedFramer.MAX_BODY_BYTES))
                                .addLast(new HttpObjectAggregator(InterleavedFramer.MAX_BODY_BYTES))
                                .addLast(new RtspConnection(service));
                    }
                });
        InetSocketAddress address = new InetSocketAddress(options.bindAddress(), options.port());
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CameraException(
                    "rtsp://" + address.getAddress().getHostAddress() + ":" + options.port()
                            + ": cannot listen there (" + bound.cause().getMessage()
                            + "); choose another port, or 0 for a free one",
                    bound.cause());
        }
        return bound.channel();
    }

    /**
     * Returns the TCP port it listens on.
     *
     * @throws IllegalStateException before {@link #start()}
     */
    public int port() {
        Channel listening = server;
        if (listening == null) {
            throw new IllegalStateException("the camera has not been started");
        }
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * Returns a stream's address, without credentials; on this machine where the camera listens on all addresses.
     *
     * @param path the stream's path
     * @throws IllegalArgumentException when there is no such stream
     */
    public URI uri(String path) {
        pump(path);
        InetAddress address = options.bindAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return URI.create("rtsp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port() + "/" + path);
    }

    /** Returns all streams' counters in sum. */
    public CameraCounters counters() {
        return pumps.values().stream()
                .map(pump -> pump.stream().counters())
                .reduce(new CameraCounters(0, 0, 0, 0, 0, 0), CameraCounters::plus);
    }

    /** Returns one stream's counters. */
    public CameraCounters counters(String path) {
        return pump(path).stream().counters();
    }

    /** Waits until every stream has come to its end: played once, failed, or closed. */
    public void awaitEnd() throws InterruptedException {
        for (StreamPump pump : pumps.values()) {
            pump.awaitEnd();
        }
    }

    private StreamPump pump(String path) {
        StreamPump pump = pumps.get(path);
        if (pump == null) {
            throw new IllegalArgumentException("no stream '" + path + "'; there are " + pumps.keySet());
        }
        return pump;
    }

    /** Cuts all clients off and frees all that is native; does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pumps.values().forEach(StreamPump::close);
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        connections.close().awaitUninterruptibly();
        if (udpPorts != null) {
            udpPorts.close();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        callback.close();
    }
}
