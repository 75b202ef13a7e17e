package io.streetward.ingest;

import io.streetward.codec.TlsTrust;
import java.time.Duration;

/**
 * How to treat one camera.
 *
 * @param transport how RTP is to come
 * @param tls whom to believe when the address is {@code rtsps} or {@code https}
 * @param openTimeout bound on connecting
 * @param readTimeout silence after which a camera counts as stalled; one that is slow by nature is given more, see
 *     {@link Patience}
 * @param keyframeTimeout time without a keyframe after which that is reported
 * @param pictureTimeout time without any change in the picture after which it counts as frozen
 * @param firstRetry longest first wait before connecting again
 * @param lastRetry longest wait before connecting again
 * @param unauthorisedRetry wait after the camera refused the log-in
 * @param loop whether a recording begins again at its end
 */
public record StreamSettings(
        Transport transport,
        TlsTrust tls,
        Duration openTimeout,
        Duration readTimeout,
        Duration keyframeTimeout,
        Duration pictureTimeout,
        Duration firstRetry,
        Duration lastRetry,
        Duration unauthorisedRetry,
        boolean loop) {
    /** How RTP comes. */
    public enum Transport {
        TCP,
        UDP,
        /** TCP; the other one after the camera refused it, or took it and sent nothing. */
        AUTO
    }

    /** Waits that keep the promise: trouble noticed within 15 s, live again within 30 s after its end. */
    public static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    public static final Duration LAST_RETRY = Duration.ofSeconds(15);
}
