package io.streetward.announce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of one speaker, all tagged {@code speaker}. */
public final class SpeakerMeters {
    private final MeterRegistry registry;
    private final SpeakerId speaker;
    final Timer lateness;
    final Counter packets;
    final Counter bytes;
    final Counter underruns;
    final Counter resyncs;
    final Counter crowdedOut;

    /** Registers the figures; asking twice for one speaker gives the same figures. */
    public SpeakerMeters(MeterRegistry registry, SpeakerId speaker) {
        this.registry = registry;
        this.speaker = speaker;
        lateness = Timer.builder("streetward.speaker.lateness")
                .description("How far behind the absolute schedule a packet left")
                .tag("speaker", speaker.value())
                .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20))
                .register(registry);
        packets = counter("packets", "Sound packets handed to the network");
        bytes = counter("bytes", "Sound bytes handed to the network, RTP headers included");
        underruns = counter("underruns", "Packet times in which the listener had nothing to play");
        resyncs = counter("resyncs", "Times the schedule was moved because this machine had stood still");
        crowdedOut = counter("announcements.crowded.out", "Waiting announcements dropped for newer ones");
    }

    /** Shows how many announcements wait; holds the speaker weakly. */
    void waiting(Speaker of, ToDoubleFunction<Speaker> count) {
        Gauge.builder("streetward.speaker.announcements.waiting", of, count)
                .description("Announcements that wait for the one that is playing")
                .tag("speaker", speaker.value())
                .register(registry);
    }

    void ended(DeliveryOutcome outcome) {
        String how = outcome instanceof DeliveryOutcome.Failed failed
                ? failed.reason().name().toLowerCase(Locale.ROOT)
                : "delivered";
        registry.counter("streetward.speaker.announcements", "speaker", speaker.value(), "outcome", how)
                .increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder("streetward.speaker." + name)
                .description(description)
                .tag("speaker", speaker.value())
                .register(registry);
    }
}
