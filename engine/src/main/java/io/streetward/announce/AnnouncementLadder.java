package io.streetward.announce;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Announce → wait → look → announce again → file: what is to be done next about one thing that stays. It remembers nothing:
 * what has been done is given in from the record, so a restart goes on where the last run stopped.
 */
public final class AnnouncementLadder {
    /**
     * How patient a place is.
     *
     * @param mostAnnouncements how often it is spoken to before the case is filed
     * @param patience from the end of an announcement to the look
     */
    public record Settings(int mostAnnouncements, Duration patience) {
        /** What cities use: twice, three minutes apart. */
        public static final Settings DEFAULT = new Settings(2, Duration.ofMinutes(3));

        public Settings {
            if (mostAnnouncements < 1 || patience.isNegative()) {
                throw new IllegalArgumentException(mostAnnouncements + " announcements, patience " + patience
                        + "; expected at least 1, and no negative patience");
            }
        }
    }

    /** What became of one announcement. */
    public enum Heard {
        /** All of it, or some, was sent. */
        SPOKEN,
        /** Nothing was, because something broke. */
        FAILED,
        /** Nothing was, on purpose. */
        WITHHELD
    }

    /**
     * One announcement made, or not made.
     *
     * @param at UTC, when it ended
     * @param detail what happened, for people
     */
    public record Round(Heard heard, Instant at, String detail) {}

    /** What the camera saw. */
    public enum Seen {
        GONE,
        STILL_THERE,
        CANNOT_SEE
    }

    /**
     * One look after an announcement.
     *
     * @param at UTC, when it was answered
     * @param detail how that was told, for people
     */
    public record Look(Seen seen, Instant at, String detail) {}

    /**
     * What is on record.
     *
     * @param rounds announcements so far, in order
     * @param looks looks so far, in order
     * @param repeated whether the same offender was spoken to a short while ago
     * @param leftAt UTC, when it was last seen before it left by itself; null while it has not
     */
    public record Facts(
            List<Round> rounds,
            List<Look> looks,
            boolean repeated,
            @Nullable Instant leftAt) {
        public Facts {
            rounds = List.copyOf(rounds);
            looks = List.copyOf(looks);
        }
    }

    /** What is to be done. */
    public sealed interface Step {
        /** Speak, for the {@code round}th time. */
        record Announce(int round) implements Step {}

        /** Nothing before {@code until}. */
        record Wait(Instant until) implements Step {}

        /** Have the camera look. */
        record LookNow() implements Step {}

        /**
         * Nothing more; the case may be filed.
         *
         * @param says a sentence for the record
         */
        record Done(Outcome outcome, String says) implements Step {}
    }

    /** How it ended. */
    public enum Outcome {
        /** It went away after it was spoken to. */
        LEFT,
        /** It went away and was never spoken to. */
        LEFT_UNSPOKEN,
        /** It heard, and stayed. */
        STAYED,
        /** Whether it left could not be seen. */
        CANNOT_SEE,
        /** It was never spoken to. */
        NOT_SPOKEN,
        /** It was spoken to a short while ago: straight to filing. */
        SKIPPED
    }

    private AnnouncementLadder() {}

    /** The next step. */
    public static Step next(Settings settings, Facts facts, Instant now) {
        Instant left = facts.leftAt();
        if (left != null) {
            return left(facts, left);
        }
        if (facts.repeated() && facts.rounds().isEmpty()) {
            return new Step.Done(Outcome.SKIPPED, "spoken to a short while ago already");
        }
        if (facts.rounds().isEmpty()) {
            return new Step.Announce(1);
        }
        Round last = facts.rounds().get(facts.rounds().size() - 1);
        if (last.heard() == Heard.WITHHELD) {
            return afterSilence(facts, last);
        }
        Instant due = last.at().plus(settings.patience());
        if (now.isBefore(due)) {
            return new Step.Wait(due);
        }
        return last.heard() == Heard.FAILED ? again(settings, facts, last) : look(settings, facts, last);
    }

    private static Step look(Settings settings, Facts facts, Round last) {
        Look seen =
                facts.looks().isEmpty() ? null : facts.looks().get(facts.looks().size() - 1);
        if (seen == null || seen.at().isBefore(last.at())) {
            return new Step.LookNow();
        }
        return switch (seen.seen()) {
            case GONE -> left(facts, seen.at());
            case CANNOT_SEE -> new Step.Done(Outcome.CANNOT_SEE, "spoken to, then " + seen.detail());
            case STILL_THERE -> again(settings, facts, last);
        };
    }

    private static Step again(Settings settings, Facts facts, Round last) {
        int rounds = facts.rounds().size();
        if (rounds < settings.mostAnnouncements()) {
            return new Step.Announce(rounds + 1);
        }
        return wasSpokenTo(facts)
                ? new Step.Done(Outcome.STAYED, "stayed after " + times(spoken(facts)))
                : afterSilence(facts, last);
    }

    private static Step afterSilence(Facts facts, Round last) {
        return wasSpokenTo(facts)
                ? new Step.Done(Outcome.STAYED, "stayed after " + times(spoken(facts)) + "; then " + last.detail())
                : new Step.Done(Outcome.NOT_SPOKEN, "not spoken to: " + last.detail());
    }

    private static Step left(Facts facts, Instant left) {
        Instant spoken = facts.rounds().stream()
                .filter(round -> round.heard() == Heard.SPOKEN)
                .map(Round::at)
                .findFirst()
                .orElse(null);
        if (spoken == null) {
            return new Step.Done(Outcome.LEFT_UNSPOKEN, "left without being spoken to");
        }
        // Its last sighting may lie in the middle of the sentence.
        long seconds = Math.max(0, Duration.between(spoken, left).toSeconds());
        return new Step.Done(Outcome.LEFT, "left " + seconds + " s after it was spoken to");
    }

    private static boolean wasSpokenTo(Facts facts) {
        return spoken(facts) > 0;
    }

    private static long spoken(Facts facts) {
        return facts.rounds().stream()
                .filter(round -> round.heard() == Heard.SPOKEN)
                .count();
    }

    private static String times(long count) {
        return count == 1 ? "one announcement" : count + " announcements";
    }
}
