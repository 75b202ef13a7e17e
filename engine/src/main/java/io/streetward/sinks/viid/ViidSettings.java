package io.streetward.sinks.viid;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * Which platform, and how this site is known there.
 *
 * @param platform {@code http://host:port}
 * @param deviceId this site's 20 digits at the platform; {@code User-Identify}
 * @param keepAlive time between two signs of life
 * @param eventSorts the platform's number by event
 * @param zone of the street: the standard's times are local
 * @param timeout for connecting, and again for an answer
 */
public record ViidSettings(
        URI platform,
        String deviceId,
        Duration keepAlive,
        Map<String, Integer> eventSorts,
        ZoneId zone,
        Duration timeout) {
    public ViidSettings {
        eventSorts = Map.copyOf(eventSorts);
    }
}
