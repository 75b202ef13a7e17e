package io.streetward.cases;

import java.time.Duration;

/**
 * The thresholds in force when the event was confirmed, kept with the case so that it can be judged after the
 * configuration has changed.
 *
 * @param dwellLimit permitted dwell in the zone
 */
public record RuleSettings(Duration dwellLimit) {}
