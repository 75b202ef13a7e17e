package io.streetward.tools.replay;

import io.streetward.media.NormalizedBox;

/**
 * Something that happened, by a clip's ground truth.
 *
 * @param clip the clip's file name
 * @param startS seconds of the clip at which it stands still, is fully set up, or lies there
 * @param endS seconds of the clip at which it leaves
 * @param dwellS what may stay for so long in its zone; NaN where no rule watches the zone
 */
record TrueEvent(String clip, String kind, String zone, NormalizedBox box, double startS, double endS, double dwellS) {
    /** When its alarm is due. */
    double dueS() {
        return startS + dwellS;
    }

    /** Whether it leaves before it has stayed too long: then it is no event for this limit, and an alarm is false. */
    boolean leavesInTime() {
        return endS < dueS();
    }
}
