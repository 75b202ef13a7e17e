package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import java.time.Duration;
import java.util.Locale;

/** How reasons say things. */
final class Words {
    private Words() {}

    /** Whole seconds, rounded down, so that "stood" never says more than was seen. */
    static String duration(Duration duration) {
        long s = duration.toSeconds();
        return s < 120 ? s + " s" : s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
    }

    static String kind(ObjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
