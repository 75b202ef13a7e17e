package io.streetward.announce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one loudspeaker within its rules: quiet hours, how often, and not the same place over and over. It asks the wall
 * clock, for it is people's ears that it spares. An operator's voice and an emergency are bound by the ceiling only; anything
 * else needs an override by name, which goes on record. Safe for use by several threads.
 *
 * <p>Remembered are the announcements of one window and at most {@value #PLACES} places, the oldest forgotten first.
 */
public final class Governor {
    private static final int PLACES = 1_000;
    /** More than any bound in use; an operator who talks without end must not fill the memory. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Hours are looked for minute by minute, for a week: further ahead nobody plans. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private static final Duration HORIZON = Duration.ofDays(7);

    private final SpeakerRules rules;
    private final Deque<Instant> spoken = new ArrayDeque<>();
    private final Map<String, Instant> spokenAt = new LinkedHashMap<>();

    public Governor(SpeakerRules rules) {
        this.rules = rules;
    }

    /**
     * Asks to speak, and takes it as done when granted.
     *
     * @param place where it is about; the cool-down is the place's
     * @param gainDb how loud it is to be
     * @param override who allows it against the rules, and why; empty where nobody does
     */
    public synchronized Permission ask(String place, Urgency urgency, double gainDb, String override, Instant now) {
        forgetBefore(now);
        Optional<Permission.Withheld> objection = urgency == Urgency.EVENT ? objection(place, now) : Optional.empty();
        if (objection.isPresent() && override.isBlank()) {
            return objection.get();
        }
        spoken.addLast(now);
        spokenAt.remove(place);
        spokenAt.put(place, now);
        if (spokenAt.size() > PLACES) {
            spokenAt.remove(spokenAt.keySet().iterator().next());
        }
        return new Permission.Granted(Math.min(gainDb, rules.ceilingDb()), objection.isPresent() ? override : "");
    }

    private Optional<Permission.Withheld> objection(String place, Instant now) {
        if (!rules.permitted().holdsAt(now)) {
            return Optional.of(new Permission.Withheld(
                    Permission.Ground.QUIET_HOURS,
                    "quiet hours: this speaker may speak " + rules.permitted() + " only",
                    nextPermitted(now)));
        }
        Instant last = spokenAt.get(place);
        if (last != null && now.isBefore(last.plus(rules.coolDown()))) {
            return Optional.of(new Permission.Withheld(
                    Permission.Ground.SAID_HERE_JUST_NOW,
                    "spoken to this place " + Duration.between(last, now).toSeconds() + " s ago; the cool-down is "
                            + rules.coolDown().toSeconds() + " s",
                    last.plus(rules.coolDown())));
        }
        return spoken.size() < rules.mostInWindow()
                ? Optional.empty()
                : Optional.of(new Permission.Withheld(
                        Permission.Ground.TOO_OFTEN,
                        "spoken " + spoken.size() + " times in the last "
                                + rules.window().toMinutes() + " min; the bound is " + rules.mostInWindow(),
                        spoken.getFirst().plus(rules.window())));
    }

    private void forgetBefore(Instant now) {
        while (!spoken.isEmpty()
                && (spoken.size() > MOST_REMEMBERED
                        || !now.isBefore(spoken.getFirst().plus(rules.window())))) {
            spoken.removeFirst();
        }
    }

    /** By the clocks in the street, whatever they are set to meanwhile. */
    private @Nullable Instant nextPermitted(Instant now) {
        for (Instant at = now; at.isBefore(now.plus(HORIZON)); at = at.plus(STEP)) {
            if (rules.permitted().holdsAt(at)) {
                return at;
            }
        }
        return null;
    }
}
