package io.streetward.catalogue;

import java.util.List;

/**
 * When somebody is told that time runs out.
 *
 * @param warnPercent of the limit, 1..99
 * @param steps each later than the one before; may be empty; at most {@value #MOST_STEPS}
 */
public record EscalationPolicy(int warnPercent, List<Step> steps) {
    /** A warning at four fifths of the time and nobody above. */
    public static final EscalationPolicy DEFAULT = new EscalationPolicy(80, List.of());

    /** More than any administration has levels. */
    public static final int MOST_STEPS = 8;

    /**
     * Whom to tell when so much of the limit has been used.
     *
     * @param percent of the limit, at least 100
     */
    public record Step(int percent, Department to) {}

    public EscalationPolicy {
        steps = List.copyOf(steps);
        if (warnPercent < 1 || warnPercent > 99) {
            throw new IllegalArgumentException("a warning at " + warnPercent + " %; expected 1 to 99");
        }
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException(steps.size() + " escalations; expected at most " + MOST_STEPS);
        }
        int before = 99;
        for (Step step : steps) {
            if (step.percent() <= before) {
                throw new IllegalArgumentException("an escalation at " + step.percent() + " %; expected at least "
                        + (before + 1) + ", in rising order");
            }
            before = step.percent();
        }
    }
}
