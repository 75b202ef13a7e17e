package io.streetward.tools.camera;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection of one client as a bad line: it stands still or is reset in the middle of an interleaved frame, or
 * has garbage in it. The last handler before TLS and the wire; on the event loop only.
 *
 * <p>While the line stands still what is still written is held back, in order, at most {@value #MAX_HELD} buffers; a
 * client that asks for more is cut off. Media is not among it for long: the channel is not writable, so that sinks drop.
 */
final class FaultyLine extends ChannelDuplexHandler {
    static final int MAX_HELD = 1_024;

    private static final int WRITABILITY_FLAG = 1;
    private static final int GARBAGE_EVERY = 8;
    private static final int MAX_GARBAGE_BYTES = 512;

    private final ActiveFaults faults;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private Fault.@Nullable Garbage garbage;
    private SplittableRandom random = new SplittableRandom(0);
    private boolean cut;
    private boolean resetsAtNextFrame;

    FaultyLine(ActiveFaults faults) {
        this.faults = faults;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) throws Exception {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            super.write(to, message, promise);
        } else if (cut) {
            hold(to, bytes, promise);
        } else if (bytes.getByte(bytes.readerIndex()) == '$') {
            writeMedia(to, bytes, promise);
        } else {
            boolean garbled = faults.garbles(Fault.Place.ANSWERS);
            var unused = to.write(garbled ? garbageInsteadOf(bytes) : bytes, promise);
        }
    }

    private void writeMedia(ChannelHandlerContext to, ByteBuf bytes, ChannelPromise promise) {
        if (resetsAtNextFrame) {
            ByteBuf half = bytes.readRetainedSlice(middleOfLargestFrame(bytes));
            bytes.release();
            promise.trySuccess();
            var unused = to.writeAndFlush(half).addListener(written -> resetNow(to));
        } else if (faults.has(Fault.Stall.class)) {
            cut = true;
            held.add(bytes);
            promise.trySuccess();
            send(to, bytes.readRetainedSlice(middleOfLargestFrame(bytes)));
            allowMedia(to, false);
        } else {
            if (faults.garbles(Fault.Place.FRAMES) && nextRandom().nextInt(GARBAGE_EVERY) == 0) {
                send(to, garbage(1 + random.nextInt(MAX_GARBAGE_BYTES)));
            }
            var unused = to.write(bytes, promise);
        }
    }

    private static void send(ChannelHandlerContext to, ByteBuf bytes) {
        var unused = to.write(bytes);
    }

    /** Returns how many bytes there are up to the middle of the largest interleaved frame: within a NAL unit. */
    private static int middleOfLargestFrame(ByteBuf frames) {
        int middle = 0;
        int largest = -1;
        int at = frames.readerIndex();
        while (at + InterleavedSink.HEADER_BYTES <= frames.writerIndex()) {
            int length = frames.getUnsignedShort(at + 2);
            if (length > largest) {
                largest = length;
                middle = at + InterleavedSink.HEADER_BYTES + length / 2 - frames.readerIndex();
            }
            at += InterleavedSink.HEADER_BYTES + length;
        }
        return middle;
    }

    private void hold(ChannelHandlerContext to, ByteBuf bytes, ChannelPromise promise) {
        promise.trySuccess();
        if (held.size() < MAX_HELD) {
            held.add(bytes);
        } else {
            bytes.release();
            var unused = to.close();
        }
    }

    private static void allowMedia(ChannelHandlerContext of, boolean allowed) {
        @Nullable ChannelOutboundBuffer buffer = of.channel().unsafe().outboundBuffer();
        if (buffer != null) { // null once the channel is closed
            buffer.setUserDefinedWritability(WRITABILITY_FLAG, allowed);
        }
    }

    /** Lets a line that stands still go on with what it owes. */
    void resume() {
        ChannelHandlerContext to = context;
        if (!cut || to == null) {
            return;
        }
        cut = false;
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            send(to, bytes);
        }
        to.flush();
        allowMedia(to, true);
    }

    /**
     * Resets the connection.
     *
     * @param midFrame whether to wait for the next media, and send half of it first
     */
    void reset(boolean midFrame) {
        ChannelHandlerContext to = context;
        if (midFrame) {
            resetsAtNextFrame = true;
        } else if (to != null) {
            resetNow(to);
        }
    }

    private static void resetNow(ChannelHandlerContext of) {
        // From the channel's head, past TLS: a close_notify would be a goodbye.
        of.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        of.channel().unsafe().close(of.channel().unsafe().voidPromise());
    }

    private ByteBuf garbageInsteadOf(ByteBuf bytes) {
        nextRandom();
        ByteBuf instead = garbage(bytes.readableBytes());
        bytes.release();
        return instead;
    }

    private ByteBuf garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Unpooled.wrappedBuffer(bytes);
    }

    /** Returns the generator of the fault in force, from its seed on where the fault is a new one. */
    private SplittableRandom nextRandom() {
        Fault.Garbage now = faults.find(Fault.Garbage.class);
        if (now != null && !now.equals(garbage)) {
            garbage = now;
            random = new SplittableRandom(now.seed());
        }
        return random;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
