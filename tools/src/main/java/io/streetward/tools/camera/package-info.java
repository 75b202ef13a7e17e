/**
 * A virtual RTSP camera: video files looped in real time, passed through without re-encoding.
 *
 * <p>{@link io.streetward.tools.camera.LoopingVideo} reads access units on a timeline that never jumps, {@link
 * io.streetward.tools.camera.StreamPump} paces them and has {@link io.streetward.tools.camera.RtpPacketizer} cut them into
 * RTP packets once per stream, and each client's {@link io.streetward.tools.camera.MediaSink} sends them on. A sink is
 * also the place for whatever a network does to packets (loss, delay, a stall): wrap it.
 *
 * <p>Everything about clients, sessions and sinks happens on one Netty event loop and needs no locks.
 */
@NullMarked
package io.streetward.tools.camera;

import org.jspecify.annotations.NullMarked;
