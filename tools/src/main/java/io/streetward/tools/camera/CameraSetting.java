package io.streetward.tools.camera;

import io.netty.channel.EventLoop;

/** What all streams of a camera share. */
record CameraSetting(
        CameraClock clock,
        ActiveFaults faults,
        RtpWriteCallback callback,
        EventLoop eventLoop,
        CameraListener listener) {}
