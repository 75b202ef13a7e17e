package io.streetward.tools.camera;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.handler.codec.rtsp.RtspEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The camera's RTSP port, which can be closed and opened again, and the connections that came in by it. */
final class RtspListener implements AutoCloseable {
    private static final int BACKLOG = 64;

    // Fixed, as the kernel would let it grow to megabytes of stale pictures behind the bound on what is pending.
    private static final int SEND_BUFFER_BYTES = 256 << 10;
    private static final int MAX_LINE_BYTES = 8_192;

    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private InetSocketAddress address;
    private @Nullable Channel server;

    /**
     * Prepares to listen.
     *
     * @param loops a group of one event loop
     * @param address port 0 for a free one, which is kept when the port is closed and opened again
     * @param tls null for plain RTSP
     */
    RtspListener(
            EventLoopGroup loops,
            InetSocketAddress address,
            WriteBufferWaterMark waterMark,
            RtspService service,
            @Nullable SslContext tls) {
        this.address = address;
        this.connections = new DefaultChannelGroup(loops.next());
        this.bootstrap = new ServerBootstrap()
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
                        fill(channel.pipeline(), service, tls);
                    }
                });
    }

    private static void fill(ChannelPipeline pipeline, RtspService service, @Nullable SslContext tls) {
        if (service.faults().silentAt(Fault.Moment.ACCEPT)) {
            pipeline.addLast(new Deaf());
            return;
        }
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
        }
        pipeline.addLast(new FaultyLine(service.faults()))
                .addLast(new InterleavedFramer())
                .addLast(new RtspEncoder())
                .addLast(new RtspDecoder(
                        MAX_LINE_BYTES, InterleavedFramer.MAX_HEAD_BYTES, InterleavedFramer.MAX_BODY_BYTES))
                .addLast(new HttpObjectAggregator(InterleavedFramer.MAX_BODY_BYTES))
                .addLast(new RtspConnection(service));
    }

    /** Listens; the port must be closed. */
    synchronized void open() throws CameraException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CameraException(
                    "rtsp://" + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + ": cannot listen there (" + bound.cause().getMessage()
                            + "); choose another port, or 0 for a free one",
                    bound.cause());
        }
        server = bound.channel();
        address = new InetSocketAddress(address.getAddress(), port());
    }

    /** Returns the port, which stays the same once it has been opened. */
    synchronized int port() {
        Channel listening = server;
        return listening == null || !listening.isOpen()
                ? address.getPort()
                : ((InetSocketAddress) listening.localAddress()).getPort();
    }

    synchronized void closePort() {
        Channel closing = server;
        if (closing != null) {
            closing.close().awaitUninterruptibly();
            server = null;
            // Java frees a non-blocking port only when its selector looks again; a task for later has it look before.
            closing.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }

    /** Closes all connections, with an orderly end (FIN); from any thread. */
    void cut() {
        var unused = connections.close();
    }

    /** Has all connections do something, on the event loop. */
    void forEachLine(Consumer<FaultyLine> action) {
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> {
                FaultyLine line = connection.pipeline().get(FaultyLine.class);
                if (line != null) {
                    action.accept(line);
                }
            });
        }
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        closePort();
        connections.close().awaitUninterruptibly();
    }

    /** Reads what comes and says nothing. */
    private static final class Deaf extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }
    }
}
