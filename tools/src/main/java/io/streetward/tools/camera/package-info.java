/**
 * A virtual RTSP camera: video files looped in real time, passed through without re-encoding, and whatever goes wrong with
 * real cameras, on a script.
 *
 * <p>{@link io.streetward.tools.camera.LoopingVideo} reads access units on a timeline that never jumps, {@link
 * io.streetward.tools.camera.StreamPump} paces them, has {@link io.streetward.tools.camera.RtpPacketizer} cut them into
 * RTP packets once per stream and {@link io.streetward.tools.camera.RtpOutput} number and time them, and each client's
 * {@link io.streetward.tools.camera.MediaSink} sends them on.
 *
 * <p>{@link io.streetward.tools.camera.FaultDirector} lets a {@link io.streetward.tools.camera.Fault} begin and end; it is
 * played where it belongs: pictures in {@link io.streetward.tools.camera.PictureFaults}, time in {@code RtpOutput}, RTSP in
 * {@link io.streetward.tools.camera.RtspConnection}, TCP in {@link io.streetward.tools.camera.FaultyLine}, UDP in {@link
 * io.streetward.tools.camera.DatagramNetwork}.
 *
 * <p>Everything about clients, sessions and sinks happens on one Netty event loop and needs no locks.
 */
@NullMarked
package io.streetward.tools.camera;

import org.jspecify.annotations.NullMarked;
