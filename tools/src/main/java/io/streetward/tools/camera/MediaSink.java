package io.streetward.tools.camera;

/**
 * Where one client's media goes. Called on the camera's event loop only, and must not block.
 *
 * <p>What a network does to packets can be played by a sink that wraps another.
 */
interface MediaSink {

    /** Sends the packets, or withholds all of them; never waits. */
    Outcome send(MediaBurst burst);

    /** Lets go of what the sink holds; the RTSP connection is not the sink's. */
    default void release() {}

    /** What became of a burst. */
    enum Outcome {
        /** Handed to the network. */
        SENT,
        /** Not sent because the client has not had a keyframe to start from yet. */
        NOT_STARTED,
        /** Withheld because the client could not keep up, now or since its last keyframe. */
        DROPPED
    }
}
