package io.streetward.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says of a stay, in this order: noticed, then confirmed or not, then ended. */
public sealed interface Observation {
    Stay stay();

    /**
     * It stands; too early to call. Evidence starts to be kept from before {@code stay.start()}.
     *
     * @param onset when it came to lie there; null where the rule does not look for that
     */
    record Noticed(Stay stay, @Nullable Onset onset) implements Observation {
        /** Of a rule that does not date. */
        public Noticed(Stay stay) {
            this(stay, null);
        }
    }

    /**
     * It has stayed beyond the limit: an event.
     *
     * @param reasons each a sentence an operator understands
     * @param witnesses what speaks for it, with weights; empty where the rule does not weigh
     * @param passages vehicles that may have caused it, likeliest first; bounded
     * @param onset when it came to lie there; null where the rule does not look for that
     */
    record Confirmed(
            Stay stay,
            List<String> reasons,
            List<Witness> witnesses,
            List<Passage> passages,
            @Nullable Onset onset) implements Observation {
        public Confirmed {
            reasons = List.copyOf(reasons);
            witnesses = List.copyOf(witnesses);
            passages = List.copyOf(passages);
        }

        /** Of a rule that does not date. */
        public Confirmed(Stay stay, List<String> reasons, List<Witness> witnesses, List<Passage> passages) {
            this(stay, reasons, witnesses, passages, null);
        }
    }

    /**
     * It has left or was lost for longer than the gap rule allows.
     *
     * @param wasConfirmed whether {@link Confirmed} was said of this stay before
     */
    record Ended(Stay stay, boolean wasConfirmed) implements Observation {}
}
