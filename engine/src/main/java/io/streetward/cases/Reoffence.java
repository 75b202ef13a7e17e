package io.streetward.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a new case repeats one that ended a while ago: the same kind of event, in the same camera, at the same place. It
 * need not be the same vehicle or vendor; the operator sees both cases side by side.
 */
final class Reoffence {
    private Reoffence() {}

    /** The case to file: as it was proposed, or linked to the one it repeats. */
    static CaseFile of(CaseBook book, Duration within, CaseFile proposed) throws CaseBookException {
        for (CaseFile earlier :
                book.leftSince(proposed.kind(), proposed.started().at().minus(within))) {
            Resolution resolution = earlier.resolution();
            boolean samePlace =
                    earlier.camera().equals(proposed.camera()) && OpenCase.samePlace(earlier.box(), proposed.box());
            if (samePlace && resolution != null) {
                Duration since = Duration.between(
                        resolution.lastSeen().at(), proposed.started().at());
                List<String> reasons = new ArrayList<>(proposed.reasons());
                reasons.add("again within " + minutes(since) + " min of case " + earlier.id() + " at this place");
                return proposed.repeating(earlier.id(), reasons);
            }
        }
        return proposed;
    }

    /** Rounded up: "within" must hold. */
    private static long minutes(Duration since) {
        return Math.max(1, (since.toSeconds() + 59) / 60);
    }
}
