package io.streetward.rules;

/**
 * Whether a thing is still at its place, from looks that can be wrong.
 *
 * <p>Looks are pooled into seconds of media time, since a detector that misses a thing misses it in many frames on end: 25
 * looks a second are no more evidence than one. The share of seconds in which it was missed and then seen again tells how
 * blind the detector is for this very thing, and so how many empty seconds it takes to believe that it has gone.
 */
final class Presence {
    private static final double SLOT_S = 1;
    /** Chance of calling a thing gone that the detector only missed. */
    private static final double WRONGLY_GONE = 1e-5;

    private static final double LEAST_RATE = 0.3;
    private static final double GREATEST_RATE = 0.95;
    /** A stretch without analysed frames says nothing, so one look stands for at most this much time. */
    static final double LOOK_WORTH_S = 2.5;

    private final double leaveAfterS;
    private long slot;
    private Look slotLook = Look.SEEN;
    private long seenSlots;
    private long missedSlots;
    private long emptySlots;
    private double emptyS;
    private double unclearS;

    Presence(double nowS, double leaveAfterS) {
        this.leaveAfterS = leaveAfterS;
        slot = slotAt(nowS);
    }

    void record(Look look, double nowS, double sinceLastLookS) {
        if (slotAt(nowS) != slot) {
            closeSlot();
            slot = slotAt(nowS);
            slotLook = look;
        } else if (look.compareTo(slotLook) < 0) {
            slotLook = look;
        }
        double worthS = Math.min(LOOK_WORTH_S, sinceLastLookS);
        switch (look) {
            case SEEN -> {
                missedSlots += emptySlots;
                forgetEmptiness();
            }
            case UNCLEAR -> unclearS += worthS;
            case EMPTY -> {
                // What stood hidden for long is looked for afresh: misses from before it was hidden are no evidence
                // now.
                if (unclearS >= leaveAfterS) {
                    forgetEmptiness();
                }
                unclearS = 0;
                emptyS += worthS;
            }
        }
    }

    private void forgetEmptiness() {
        emptySlots = 0;
        emptyS = 0;
        unclearS = 0;
    }

    private void closeSlot() {
        if (slotLook == Look.SEEN) {
            seenSlots++;
        } else if (slotLook == Look.EMPTY) {
            emptySlots++;
        }
    }

    /** Whether the place has been empty long enough, in time and in looks. */
    boolean isGone() {
        return emptyS >= leaveAfterS && emptySlots >= emptySlotsNeeded();
    }

    /** Seconds in which the place was seen empty since the last sighting. */
    long emptySlots() {
        return emptySlots;
    }

    /** Seconds in which the thing was seen. */
    long seenSlots() {
        return seenSlots;
    }

    /** Seconds with a clear view, up to the last sighting. */
    long clearSlots() {
        return seenSlots + missedSlots;
    }

    /** Looks it takes for missing them all to be too unlikely, at a detection rate one standard error below the estimate. */
    private double emptySlotsNeeded() {
        double trials = seenSlots + missedSlots + 3.0;
        double rate = (seenSlots + 2.0) / trials;
        double cautious = rate - Math.sqrt(rate * (1 - rate) / trials);
        double bounded = Math.min(GREATEST_RATE, Math.max(LEAST_RATE, cautious));
        return Math.ceil(Math.log(WRONGLY_GONE) / Math.log(1 - bounded));
    }

    private static long slotAt(double nowS) {
        return (long) Math.floor(nowS / SLOT_S);
    }
}
