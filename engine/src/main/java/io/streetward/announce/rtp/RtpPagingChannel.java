package io.streetward.announce.rtp;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.streetward.announce.Clip;
import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.PcmSource;
import io.streetward.announce.SpeakerChannel;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeakerMeters;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RTP paging without signalling, as IP horns and paging gateways take it: G.711, 20 ms packets, unicast or multicast (RFC
 * 3550, RFC 3551). No RTCP.
 *
 * <p>A socket lives for one announcement, so an interface that went away and came back is found again. It is connected, so
 * that the ICMP answer of a unicast speaker that does not listen is noticed; sending goes on, since it may begin to.
 */
public final class RtpPagingChannel implements SpeakerChannel {
    private final RtpTarget target;
    private final EventLoop loop;
    private final SpeakerMeters meters;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    /** The announcement that is playing; touched on the event loop only. */
    private @Nullable RtpTalk talk;

    /**
     * A channel at rest; nothing is opened yet.
     *
     * @param loop shared by all speakers
     * @throws IllegalArgumentException when the target's network interface does not exist on this machine
     */
    public RtpPagingChannel(RtpTarget target, EventLoop loop, SpeakerMeters meters, Clock clock) {
        this.target = target;
        this.loop = loop;
        this.meters = meters;
        this.clock = clock;
        try {
            multicastInterface();
        } catch (SocketException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Plays 100 ms of silence to a socket of its own, blocking, so that what the first announcement needs is loaded before
     * a street waits for it: in a cold process its first packets were seen to leave 150 ms late.
     */
    public static void rehearse(EventLoop loop) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (DatagramSocket listener = new DatagramSocket(new InetSocketAddress(here, 0))) {
            RtpTarget target = RtpTarget.of(new InetSocketAddress(here, listener.getLocalPort()));
            SpeakerMeters unseen = new SpeakerMeters(new SimpleMeterRegistry(), new SpeakerId("rehearsal"));
            RtpPagingChannel channel = new RtpPagingChannel(target, loop, unseen, Clock.systemUTC());
            Clip silence = new Clip(G711.SAMPLE_RATE_HZ, new short[G711.SAMPLE_RATE_HZ / 10]);
            channel.speak(silence.reader()).toCompletableFuture().join();
        }
    }

    @Override
    public int sampleRateHz() {
        return G711.SAMPLE_RATE_HZ;
    }

    @Override
    public CompletionStage<DeliveryOutcome> speak(PcmSource sound) {
        if (sound.sampleRateHz() != sampleRateHz()) {
            throw new IllegalArgumentException(
                    "sound of " + sound.sampleRateHz() + " Hz for " + target + ": G.711 takes 8000 Hz");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException(target + " is speaking");
        }
        CompletableFuture<DeliveryOutcome> outcome = new CompletableFuture<>();
        if (closed) {
            finish(outcome, Failed.before(Reason.CLOSED, "the speaker is closed"));
        } else {
            open(sound, outcome);
        }
        return outcome;
    }

    @Override
    public void interrupt() {
        cut(Reason.INTERRUPTED);
    }

    @Override
    public void close() {
        closed = true;
        cut(Reason.CLOSED);
    }

    @Override
    public String toString() {
        return target.toString();
    }

    private void open(PcmSource sound, CompletableFuture<DeliveryOutcome> outcome) {
        Bootstrap bootstrap;
        try {
            bootstrap = socketOptions();
        } catch (SocketException e) {
            finish(outcome, Failed.before(Reason.UNREACHABLE, String.valueOf(e.getMessage())));
            return;
        }
        bootstrap.connect(target.address()).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                play(connected.channel(), sound, outcome);
            } else {
                String detail = "cannot send to " + target + " ("
                        + connected.cause().getMessage()
                        + "): check the route to it, or name the network interface it is reached by";
                finish(outcome, Failed.before(Reason.UNREACHABLE, detail));
            }
        });
    }

    /** On the event loop. */
    private void play(Channel socket, PcmSource sound, CompletableFuture<DeliveryOutcome> outcome) {
        if (closed) {
            socket.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            finish(outcome, Failed.before(Reason.CLOSED, "the speaker is closed"));
            return;
        }
        RtpTalk begun = new RtpTalk(socket, target, new RtpPacketizer(target.codec(), random), sound, meters, clock);
        talk = begun;
        begun.start(how -> {
            talk = null;
            finish(outcome, how);
        });
    }

    private void finish(CompletableFuture<DeliveryOutcome> outcome, DeliveryOutcome how) {
        busy.set(false); // before anyone hears of it: they may speak again at once
        outcome.complete(how);
    }

    private void cut(Reason reason) {
        if (!loop.isShuttingDown()) {
            loop.execute(() -> {
                if (talk != null) {
                    talk.cut(reason);
                }
            });
        }
    }

    private Bootstrap socketOptions() throws SocketException {
        boolean ipv6 = target.address().getAddress() instanceof Inet6Address;
        SocketProtocolFamily family = ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> new NioDatagramChannel(family))
                .handler(new ChannelInboundHandlerAdapter())
                .option(ChannelOption.AUTO_READ, false) // nothing is ever received
                .option(ChannelOption.IP_TOS, target.typeOfService());
        if (target.multicast()) {
            bootstrap.option(ChannelOption.IP_MULTICAST_TTL, target.multicastTtl());
            NetworkInterface leavesBy = multicastInterface();
            if (leavesBy != null) {
                bootstrap.option(ChannelOption.IP_MULTICAST_IF, leavesBy);
            }
        }
        return bootstrap;
    }

    private @Nullable NetworkInterface multicastInterface() throws SocketException {
        if (target.networkInterface().isEmpty()) {
            return null;
        }
        String name = target.networkInterface().get();
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            String present = NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new SocketException(
                    "no network interface \"" + name + "\" for " + target + ": this machine has " + present);
        }
        return found;
    }
}
