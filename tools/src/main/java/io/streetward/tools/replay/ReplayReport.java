package io.streetward.tools.replay;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to.
 *
 * @param bundle the detector
 * @param decode decode policy, where all cameras have the same; empty otherwise
 * @param clips one line each, those that could be replayed
 * @param alarms all cases filed, by clip and time
 * @param scores null where no clip has a truth
 * @param videoS seconds of video replayed
 * @param runS seconds that took, from the first access unit of the first clip to the end of the last
 * @param startupS seconds to open the detectors before that
 * @param inferenceS seconds that all detectors together worked in that time
 * @param sceneS likewise for the scene models
 * @param broken clips that could not be replayed; they count nowhere
 */
record ReplayReport(
        String bundle,
        String decode,
        List<ClipLine> clips,
        List<Alarm> alarms,
        @Nullable EventScores scores,
        double videoS,
        double runS,
        double startupS,
        double inferenceS,
        double sceneS,
        List<String> broken) {
    ReplayReport {
        clips = List.copyOf(clips);
        alarms = List.copyOf(alarms);
        broken = List.copyOf(broken);
    }

    /**
     * One clip.
     *
     * @param decoded pictures decoded
     * @param looks pictures that tracker and rules were shown
     * @param inferences those of them that the detector was shown
     * @param damaged access units that could not be decoded
     */
    record ClipLine(String clip, double lengthS, int alarms, long decoded, long looks, long inferences, long damaged) {}

    /** Seconds of video a second. */
    OptionalDouble realtimeFactor() {
        return runS > 0 && videoS > 0 ? OptionalDouble.of(videoS / runS) : OptionalDouble.empty();
    }
}
