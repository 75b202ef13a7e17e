package io.streetward.tools.faults;

import io.streetward.codec.TlsTrust;
import io.streetward.ingest.StreamSettings;
import java.time.Duration;

/**
 * Which limits the suite runs with: short ones, so that it is over soon, or those of production with
 * {@code -Dstreetward.faults.production=true}, for the table of what operators get.
 */
record FaultTiming(StreamSettings settings, Duration patience) {
    static final FaultTiming CHOSEN = Boolean.getBoolean("streetward.faults.production") ? production() : quick();

    boolean promises() {
        return settings.readTimeout().toSeconds() >= 10;
    }

    StreamSettings over(StreamSettings.Transport transport) {
        return with(transport, settings.tls(), settings.firstRetry());
    }

    StreamSettings trusting(TlsTrust tls) {
        return with(settings.transport(), tls, settings.firstRetry());
    }

    StreamSettings retryingAfter(Duration first) {
        return with(settings.transport(), settings.tls(), first);
    }

    private StreamSettings with(StreamSettings.Transport transport, TlsTrust tls, Duration firstRetry) {
        return new StreamSettings(
                transport,
                tls,
                settings.openTimeout(),
                settings.readTimeout(),
                settings.keyframeTimeout(),
                settings.pictureTimeout(),
                firstRetry,
                settings.lastRetry(),
                settings.unauthorisedRetry(),
                settings.loop());
    }

    static FaultTiming quick() {
        return new FaultTiming(
                new StreamSettings(
                        StreamSettings.Transport.TCP,
                        TlsTrust.SYSTEM,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        true),
                Duration.ofSeconds(40));
    }

    /** The defaults of streams.yaml. */
    private static FaultTiming production() {
        return new FaultTiming(
                new StreamSettings(
                        StreamSettings.Transport.TCP,
                        TlsTrust.SYSTEM,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(10),
                        StreamSettings.FIRST_RETRY,
                        StreamSettings.LAST_RETRY,
                        Duration.ofSeconds(25),
                        true),
                Duration.ofSeconds(120));
    }
}
