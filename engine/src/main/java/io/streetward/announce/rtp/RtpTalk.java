package io.streetward.announce.rtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.PacedPlayback;
import io.streetward.announce.PacedPlayback.FrameSink;
import io.streetward.announce.PcmSource;
import io.streetward.announce.SpeakerMeters;
import io.streetward.announce.Transmission;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One announcement, from the opening of its socket to the verdict. Lives on the event loop. */
final class RtpTalk implements FrameSink {
    private final Channel socket;
    private final RtpPacketizer packetizer;
    private final RtpVerdict verdict;
    private final PacedPlayback playback;
    private @Nullable Reason cutShort;

    /**
     * A talk yet to start.
     *
     * @param socket connected to the target
     */
    RtpTalk(
            Channel socket,
            RtpTarget target,
            RtpPacketizer packetizer,
            PcmSource sound,
            SpeakerMeters meters,
            Clock clock) {
        this.socket = socket;
        this.packetizer = packetizer;
        this.verdict = new RtpVerdict(target);
        this.playback = new PacedPlayback(socket.eventLoop(), sound, this, meters, clock);
    }

    /** Begins; {@code whenOver} is called once, on the event loop. */
    void start(Consumer<DeliveryOutcome> whenOver) {
        playback.start().whenComplete((sent, error) -> {
            socket.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            whenOver.accept(error == null ? judge(sent) : unreadable(error));
        });
    }

    void cut(Reason reason) {
        cutShort = reason;
        playback.stop();
    }

    @Override
    public int send(short[] pcm, long mediaSamples, boolean talkSpurtStart) {
        ByteBuf packet = packetizer.packet(socket.alloc(), pcm, mediaSamples, talkSpurtStart);
        int bytes = packet.readableBytes();
        ChannelFuture written = socket.writeAndFlush(packet);
        // Nearly always done by now: only a full send buffer leaves a datagram for later.
        if (!written.isSuccess()) {
            written.addListener(later -> {
                if (!later.isSuccess()) {
                    verdict.refused(later.cause());
                }
            });
        }
        return bytes;
    }

    private static DeliveryOutcome unreadable(Throwable error) {
        return Failed.before(Reason.NO_SOUND, "the sound could not be read to its end: " + error);
    }

    private DeliveryOutcome judge(Optional<Transmission> sent) {
        if (cutShort != null) {
            long packets = sent.map(Transmission::packets).orElse(0L);
            return new Failed(cutShort, "cut short after " + packets + " packets", sent);
        }
        return sent.map(verdict::atTheEnd).orElseGet(() -> Failed.before(Reason.NO_SOUND, "the sound was empty"));
    }
}
