package io.streetward.pipeline;

import io.streetward.rules.PlaceCheck;
import io.streetward.rules.StreetView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Places of one camera that are to be looked at again. Asked for from any thread, looked at on the rule lane; at most {@value
 * #CAPACITY} at a time, beyond that the newest is refused and to be asked for again.
 */
final class PlaceChecks {
    private static final int CAPACITY = 64;
    /** A camera that sends nothing gives no answer; somebody waits for one. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private record Asked(PlaceCheck check, Consumer<PlaceCheck.Finding> answer, long untilNanos) {}

    private final LongSupplier nanoTime;
    private final List<Asked> asked = new ArrayList<>();

    PlaceChecks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for a place to be looked at again.
     *
     * @param answer told once, on any thread; must not block
     * @return false when too many are being looked at
     */
    synchronized boolean ask(PlaceCheck check, Consumer<PlaceCheck.Finding> answer) {
        if (asked.size() >= CAPACITY) {
            return false;
        }
        asked.add(new Asked(check, answer, nanoTime.getAsLong() + PATIENCE.toNanos()));
        return true;
    }

    /** Takes one look at all of them. */
    synchronized void look(StreetView view) {
        for (Iterator<Asked> it = asked.iterator(); it.hasNext(); ) {
            Asked one = it.next();
            Optional<PlaceCheck.Finding> found = one.check().look(view);
            if (found.isPresent()) {
                it.remove();
                one.answer().accept(found.get());
            }
        }
    }

    /** Answers those that have waited for too long. */
    synchronized void expire() {
        long now = nanoTime.getAsLong();
        for (Iterator<Asked> it = asked.iterator(); it.hasNext(); ) {
            Asked one = it.next();
            if (now - one.untilNanos() > 0) {
                it.remove();
                one.answer().accept(one.check().giveUp());
            }
        }
    }
}
