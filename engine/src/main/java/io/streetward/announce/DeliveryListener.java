package io.streetward.announce;

/** Hears of every announcement that was asked for, exactly once, so that its case can record it. */
@FunctionalInterface
public interface DeliveryListener {
    /**
     * May write to disk: called on one of the {@link Announcer}'s own threads, or, for what is refused at once, on the
     * thread that asked.
     */
    void reported(DeliveryReport report);
}
