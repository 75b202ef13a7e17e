package io.streetward.announce;

import io.streetward.rules.Hours;
import java.time.Duration;

/**
 * What holds at one loudspeaker. Noise-sensitive neighbours have a law of their own (噪声污染防治法, article 82): quiet hours,
 * a ceiling and a bound on how often.
 *
 * @param permitted when it may speak; everything else is quiet
 * @param ceilingDb gain at most, 0 or less: the volume a device is set to is the loudest it will be
 * @param mostInWindow announcements within {@code window} at most
 * @param window see {@code mostInWindow}
 * @param coolDown between two announcements of events at one place
 */
public record SpeakerRules(Hours permitted, double ceilingDb, int mostInWindow, Duration window, Duration coolDown) {
    public SpeakerRules {
        if (!(ceilingDb <= 0)) {
            throw new IllegalArgumentException("ceiling of " + ceilingDb + " dB; expected 0 or less");
        }
        if (mostInWindow < 1 || window.isNegative() || window.isZero() || coolDown.isNegative()) {
            throw new IllegalArgumentException(mostInWindow + " announcements in " + window + ", cool-down " + coolDown
                    + "; expected positive bounds");
        }
    }
}
