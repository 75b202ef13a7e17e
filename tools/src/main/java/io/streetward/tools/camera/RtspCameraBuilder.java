package io.streetward.tools.camera;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a virtual camera: by default on 127.0.0.1, a free port, looping from the start on, open to anyone. */
public final class RtspCameraBuilder {
    private static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(60);

    // Four seconds of a 4 Mbit/s camera: a client further behind than that has stalled.
    private static final int DEFAULT_MAX_PENDING_BYTES = 2 << 20;

    private final List<CameraStream> streams = new ArrayList<>();
    private InetAddress bindAddress = InetAddress.getLoopbackAddress();
    private final List<ScheduledFault> faults = new ArrayList<>();
    private int port;
    private int cameras = 1;
    private boolean tls;
    private Set<AuthScheme> authSchemes = EnumSet.of(AuthScheme.DIGEST_MD5, AuthScheme.BASIC);
    private @Nullable Duration timestampsWrapAfter;
    private boolean loop = true;
    private boolean startOnPlay;
    private @Nullable CameraCredentials credentials;
    private Duration sessionTimeout = DEFAULT_SESSION_TIMEOUT;
    private int maxPendingBytes = DEFAULT_MAX_PENDING_BYTES;
    private CameraListener listener = CameraListener.NONE;

    RtspCameraBuilder() {}

    /** Sets the address to listen on, for RTSP and UDP media alike. */
    public RtspCameraBuilder bindAddress(InetAddress address) {
        this.bindAddress = address;
        return this;
    }

    /** Sets the TCP port; 0 takes a free one. */
    public RtspCameraBuilder port(int tcpPort) {
        this.port = tcpPort;
        return this;
    }

    /** Adds a stream. */
    public RtspCameraBuilder stream(CameraStream stream) {
        streams.add(stream);
        return this;
    }

    /** Adds a stream. */
    public RtspCameraBuilder stream(String path, Path file) {
        return stream(new CameraStream(path, file));
    }

    /** Adds streams. */
    public RtspCameraBuilder streams(List<CameraStream> more) {
        streams.addAll(more);
        return this;
    }

    /**
     * Sets whether each file begins again at its end. Otherwise a stream says goodbye (RTCP BYE) at the end of its file
     * and is not found afterwards.
     */
    public RtspCameraBuilder loop(boolean again) {
        this.loop = again;
        return this;
    }

    /** Sets whether the camera's clock, and so every clip, begins when its first client plays, rather than at its start. */
    public RtspCameraBuilder startOnPlay(boolean waitForClient) {
        this.startOnPlay = waitForClient;
        return this;
    }

    /**
     * Poses as several cameras that all show the same: each stream is found as {@code 1/PATH}, {@code 2/PATH} and so on,
     * and read, paced and packetised once for all of them.
     */
    public RtspCameraBuilder cameras(int count) {
        this.cameras = count;
        return this;
    }

    /** Sets whether RTSP goes inside TLS, with a certificate that the camera signs itself; media then does too. */
    public RtspCameraBuilder tls(boolean encrypted) {
        this.tls = encrypted;
        return this;
    }

    /** Sets how clients may show their password; MD5 digest and basic unless set. */
    public RtspCameraBuilder authSchemes(Set<AuthScheme> offered) {
        this.authSchemes = offered;
        return this;
    }

    /** Lets the 32-bit RTP timestamps of all streams wrap to 0 at this media time; otherwise they begin at random. */
    public RtspCameraBuilder timestampsWrapAfter(@Nullable Duration mediaTime) {
        this.timestampsWrapAfter = mediaTime;
        return this;
    }

    /** Schedules a fault, counted from the camera's start, for as long as the camera runs. */
    public RtspCameraBuilder fault(Duration after, Fault fault) {
        faults.add(new ScheduledFault(after, null, fault));
        return this;
    }

    /** Schedules a fault, counted from the camera's start, for a time. */
    public RtspCameraBuilder fault(Duration after, Duration lasting, Fault fault) {
        faults.add(new ScheduledFault(after, lasting, fault));
        return this;
    }

    /** Schedules faults. */
    public RtspCameraBuilder faults(List<ScheduledFault> more) {
        faults.addAll(more);
        return this;
    }

    /** Asks clients for a user name and password, by digest or basic authentication. */
    public RtspCameraBuilder credentials(@Nullable CameraCredentials required) {
        this.credentials = required;
        return this;
    }

    /** Sets after how much silence from a client it is taken for dead; it is told so, in seconds. */
    public RtspCameraBuilder sessionTimeout(Duration timeout) {
        this.sessionTimeout = timeout;
        return this;
    }

    /**
     * Bounds what waits to be sent to one TCP client, or to all UDP clients together; when it is reached, access units
     * are dropped until a keyframe finds room. The bound may be passed by one access unit.
     */
    public RtspCameraBuilder maxPendingBytes(int bytes) {
        this.maxPendingBytes = bytes;
        return this;
    }

    /** Sets who hears of clients that come and go. */
    public RtspCameraBuilder listener(CameraListener observer) {
        this.listener = observer;
        return this;
    }

    /**
     * Makes the camera; it does nothing before {@link RtspCamera#start()}.
     *
     * @throws IllegalArgumentException when there is no stream, or two have the same path
     */
    public RtspCamera build() {
        return new RtspCamera(new RtspCameraOptions(
                bindAddress,
                port,
                streams,
                cameras,
                loop,
                startOnPlay,
                tls,
                credentials,
                authSchemes,
                sessionTimeout,
                maxPendingBytes,
                timestampsWrapAfter,
                faults,
                listener));
    }
}
