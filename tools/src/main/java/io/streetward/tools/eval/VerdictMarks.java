package io.streetward.tools.eval;

import io.streetward.detect.Detection;
import io.streetward.tools.detect.Mark;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Right and wrong as marks: mistakes first, since they are what one looks for. */
final class VerdictMarks {
    private static final Color HIT = new Color(0x37C871);
    private static final Color MISTAKE = new Color(0xFF4D4D);
    private static final Color MISSED = new Color(0xFFD23F);

    private VerdictMarks() {}

    static List<Mark> of(Verdict verdict, ClassMap map) {
        List<Mark> marks = new ArrayList<>();
        verdict.mistakes().forEach(find -> marks.add(new Mark(find.box(), MISTAKE, text(find), false)));
        verdict.missed().forEach(truth -> marks.add(new Mark(truth.box(), MISSED, "missed " + name(truth, map), true)));
        verdict.hits().forEach(find -> marks.add(new Mark(find.box(), HIT, text(find), false)));
        return marks;
    }

    private static String text(Detection find) {
        return String.format(Locale.ROOT, "%s %.2f", find.label(), find.confidence());
    }

    private static String name(Truth truth, ClassMap map) {
        return map.ofNumber(truth.labelClass())
                .map(c -> c.labels().iterator().next())
                .orElse(Integer.toString(truth.labelClass()));
    }
}
