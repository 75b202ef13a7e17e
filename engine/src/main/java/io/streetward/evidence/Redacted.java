package io.streetward.evidence;

import io.streetward.media.NormalizedBox;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture in which what is nobody's business cannot be made out.
 *
 * @param picture of the raw still's size and framing, and the caller's own
 * @param persons who were blurred; those so close together that they overlap may count as one
 * @param plates vehicles whose number plate, or the place where it would be, was blurred
 * @param hidden each part that was blurred, in the picture
 * @param note what was done, as a sentence for the record
 */
record Redacted(BufferedImage picture, int persons, int plates, List<Hidden> hidden, String note) {
    /** Why a part was blurred. */
    enum What {
        PERSON,
        PLATE
    }

    /** A part that was blurred. */
    record Hidden(What what, NormalizedBox box) {}

    Redacted {
        hidden = List.copyOf(hidden);
    }

    static Redacted of(
            BufferedImage picture, List<Hidden> hidden, int persons, int plates, RedactionSettings settings) {
        List<String> said = new ArrayList<>();
        said.add(
                settings.persons()
                        ? counted(persons, "person") + (settings.plates() ? "" : " blurred")
                        : "persons are not blurred: switched off in the site's settings");
        said.add(
                settings.plates()
                        ? counted(plates, "plate") + " blurred"
                        : "plates are not blurred: switched off in the site's settings");
        return new Redacted(picture, persons, plates, hidden, String.join(", ", said));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
