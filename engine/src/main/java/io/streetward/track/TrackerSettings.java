package io.streetward.track;

import java.time.Duration;

/**
 * How a {@link ByteTracker} follows. Scores are the detector's own, so a site model may need other thresholds.
 *
 * @param highScore detections from this score on are associated first and may start a track; ByteTrack's code has 0.5 for
 *     YOLOX-X. The default bundle gives a plainly visible parked car 0.42 to 0.6, and 0.3 is CenterNet's customary cut
 * @param lowScore detections below this are ignored; between the two they can only continue a track (ByteTrack: 0.1)
 * @param newTrackScore a track starts only from this score on (ByteTrack: highScore + 0.1; half of that here, since
 *     the scores lie closer together)
 * @param firstIou least overlap in the first association; ByteTrack's match_thresh 0.8 is a distance, so 0.2
 * @param secondIou least overlap in the second, with low scores (ByteTrack: distance 0.5)
 * @param tentativeIou least overlap for a track not confirmed yet (ByteTrack: distance 0.7)
 * @param confirmAfter detections it takes until a track is confirmed (ByteTrack: 2)
 * @param lostLimit how long a confirmed track may be unseen, and at least two frames, before it is given up. ByteTrack
 *     keeps 30 frames; here it is media time, and longer, because a keyframe-only camera looks every 2 s
 * @param tentativeLimit the same for a track not confirmed yet
 * @param coastLimit how long an unseen object is believed to go on as it was moving; after that it is expected where it
 *     was last predicted
 * @param forgetAfter a jump forward of media time beyond this drops all tracks: nothing is known any more
 * @param maxTracks bound on tracks held at a time; when full, the one unseen for longest makes room, and a new detection
 *     is left out if all are being seen
 */
public record TrackerSettings(
        double highScore,
        double lowScore,
        double newTrackScore,
        double firstIou,
        double secondIou,
        double tentativeIou,
        int confirmAfter,
        Duration lostLimit,
        Duration tentativeLimit,
        Duration coastLimit,
        Duration forgetAfter,
        int maxTracks) {
    public TrackerSettings {
        if (!(0 <= lowScore && lowScore <= highScore && highScore <= newTrackScore && newTrackScore <= 1)) {
            throw new IllegalArgumentException(
                    "tracker scores: expected 0 <= lowScore <= highScore <= newTrackScore <= 1, got " + lowScore + ", "
                            + highScore + ", " + newTrackScore);
        }
        if (confirmAfter < 1 || maxTracks < 1) {
            throw new IllegalArgumentException("tracker: confirmAfter and maxTracks must be at least 1, got "
                    + confirmAfter + " and " + maxTracks);
        }
    }

    /** The defaults, for small detectors on fixed cameras. */
    public static TrackerSettings defaults() {
        return new TrackerSettings(
                0.3,
                0.1,
                0.35,
                0.2,
                0.5,
                0.3,
                2,
                Duration.ofSeconds(6),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                300);
    }

    /** The same with other scores, for another detector. */
    public TrackerSettings withScores(double low, double high, double newTrack) {
        return new TrackerSettings(
                high,
                low,
                newTrack,
                firstIou,
                secondIou,
                tentativeIou,
                confirmAfter,
                lostLimit,
                tentativeLimit,
                coastLimit,
                forgetAfter,
                maxTracks);
    }
}
