package io.streetward.cases;

import java.time.Duration;

/**
 * When two stays are one event, and when one repeats another.
 *
 * @param gap how long the engine may have been away for what it sees again at a place to be what it had a case of; the rule's
 *     own gap, during which a stay goes on unseen
 * @param startsWithin how far apart two cameras may date the start of one stay. Each dates it to the look; 15 s is half a
 *     dozen looks on keyframes alone, and a bus that hid the place for one of them
 * @param metres how far apart two cameras may see it: a vehicle's length is what the foot of its box is off by when one
 *     camera sees its bonnet and the other its boot, less the overlap
 * @param reoffence how long after one case ended the next at the same place repeats it; one city's ladder says an hour
 */
public record CorrelationSettings(Duration gap, Duration startsWithin, double metres, Duration reoffence) {
    public static CorrelationSettings defaults() {
        return new CorrelationSettings(Duration.ofSeconds(90), Duration.ofSeconds(15), 3, Duration.ofHours(1));
    }
}
