package io.streetward.tools.camera;

import io.netty.channel.Channel;

/**
 * A sink over a Netty channel whose outgoing buffer is bounded by its high water mark: capacity is that mark plus one
 * access unit; when it is full, whole access units are dropped until the next keyframe that finds room.
 */
abstract class BoundedSink implements MediaSink {
    private final Channel channel;
    private final KeyframeGate gate = new KeyframeGate();
    private boolean started;

    BoundedSink(Channel channel) {
        this.channel = channel;
    }

    @Override
    public final Outcome send(MediaBurst burst) {
        boolean hasRoom = hasRoom();
        if (gate.admits(burst, hasRoom)) {
            started = true;
            write(burst);
            return Outcome.SENT;
        }
        started |= !hasRoom;
        return started ? Outcome.DROPPED : Outcome.NOT_STARTED;
    }

    /** Tells whether another access unit may be begun. */
    boolean hasRoom() {
        return channel.isWritable();
    }

    /** Writes and flushes. */
    abstract void write(MediaBurst burst);
}
