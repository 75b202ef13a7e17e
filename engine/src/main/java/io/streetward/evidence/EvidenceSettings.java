package io.streetward.evidence;

import java.time.Duration;

/**
 * How much of a recording a case keeps, and the bounds on what is kept meanwhile. All per camera.
 *
 * @param preRoll recording before the arrival, at least
 * @param postRoll recording after the confirmation
 * @param maxClip longest single clip; a longer stay gets a second one around its confirmation
 * @param maxClipBytes payload of a single clip; it ends early beyond that
 * @param maxProvisional stays recorded before anyone knows whether they become cases; a newer one is refused and counted
 * @param maxSpoolBytes disk for all unfinished recordings; beyond that the oldest provisional one is given up
 * @param pollInterval time between two looks into the ring; the ring must hold several of it
 */
public record EvidenceSettings(
        Duration preRoll,
        Duration postRoll,
        Duration maxClip,
        long maxClipBytes,
        int maxProvisional,
        long maxSpoolBytes,
        Duration pollInterval) {
    public EvidenceSettings {
        if (preRoll.isNegative() || postRoll.isNegative() || maxClip.compareTo(preRoll.plus(postRoll)) <= 0) {
            throw new IllegalArgumentException("evidence: the longest clip (" + maxClip.toMillis()
                    + " ms) must exceed pre-roll (" + preRoll.toMillis() + " ms) and post-roll (" + postRoll.toMillis()
                    + " ms) together, and none may be negative");
        }
    }

    /** 120 s at 8 Mbit/s fit in a clip; 64 waiting cars cost the disk one stream, since they share the spool. */
    public static EvidenceSettings of(Duration preRoll, Duration postRoll, Duration maxClip) {
        return new EvidenceSettings(preRoll, postRoll, maxClip, 128L << 20, 64, 1L << 30, Duration.ofMillis(500));
    }
}
