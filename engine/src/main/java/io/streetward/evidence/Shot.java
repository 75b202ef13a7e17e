package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * A still that a case needs.
 *
 * @param occasion what it is to show
 * @param at the picture's time on the camera's timeline
 * @param box what it is about, in that picture
 */
record Shot(Occasion occasion, MediaTime at, NormalizedBox box) {
    /**
     * The stills of a case, in the order in which they are numbered: two of what stays there; where it was dropped also the
     * ground before, and the likeliest vehicle.
     *
     * @param arrivalBox where it stood when it came
     * @param notes gains a sentence for what was never seen
     */
    static List<Shot> of(CaseFile file, NormalizedBox arrivalBox, List<String> notes) {
        List<Shot> shots = new ArrayList<>();
        Onset onset = file.onset();
        FrameRef clean = onset == null ? null : onset.lastClean();
        if (clean != null) {
            shots.add(new Shot(Occasion.CLEAN_BEFORE, clean.pts(), file.box()));
        } else if (onset != null) {
            notes.add(Occasion.CLEAN_BEFORE.rawFileName() + " is missing: the ground was not seen clean before");
        }
        shots.add(new Shot(Occasion.ARRIVAL, file.started().pts(), arrivalBox));
        shots.add(new Shot(Occasion.CONFIRMATION, file.confirmed().pts(), file.box()));
        if (!file.passages().isEmpty()) {
            Passage likeliest = file.passages().get(0);
            shots.add(new Shot(Occasion.VEHICLE, likeliest.at().pts(), likeliest.box()));
        } else if (onset != null) {
            notes.add(Occasion.VEHICLE.rawFileName() + " is missing: no vehicle was seen to pass");
        }
        return shots;
    }

    /** The stills there should be, seen or not. */
    static List<Occasion> expected(CaseFile file) {
        return file.onset() == null
                ? List.of(Occasion.ARRIVAL, Occasion.CONFIRMATION)
                : List.of(Occasion.CLEAN_BEFORE, Occasion.ARRIVAL, Occasion.CONFIRMATION, Occasion.VEHICLE);
    }

    /** Whether the vehicle of the case is in the box, so that its plate may be read there. */
    boolean isOfVehicle(CaseFile file) {
        return file.object().isVehicle() || occasion == Occasion.VEHICLE;
    }

    /** Whether a picture of that time may stand for it: what shows clean ground must be from before. */
    boolean allows(MediaTime pts) {
        return occasion != Occasion.CLEAN_BEFORE || !pts.isAfter(at);
    }
}
