package io.streetward.cases;

import java.time.Duration;

/**
 * How a case ended by itself.
 *
 * @param lastSeen the last sighting at the place
 * @param dwell the whole stay, in media time
 */
public record Resolution(Moment lastSeen, Duration dwell) {}
