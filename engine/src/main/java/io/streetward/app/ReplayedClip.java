package io.streetward.app;

import io.streetward.cases.CaseFile;
import java.time.Duration;
import java.util.List;

/**
 * What became of one recording.
 *
 * @param camera whose recording it was taken for
 * @param length from its first access unit to the end of its last, in media time
 * @param alarms the cases filed, in order
 * @param work how much of it was looked at
 */
public record ReplayedClip(String camera, Duration length, List<Alarm> alarms, Work work) {
    public ReplayedClip {
        alarms = List.copyOf(alarms);
    }

    /**
     * A case filed.
     *
     * @param start where in the clip the stay began; negative is not possible, as nothing was seen before
     * @param raised where in the clip it was filed
     */
    public record Alarm(CaseFile file, Duration start, Duration raised) {}

    /**
     * How much there was to do.
     *
     * @param packets access units read
     * @param decoded pictures decoded
     * @param damaged access units that could not be decoded, or not wholly
     * @param looks pictures shown to the tracker and the rules
     * @param unchanged those of them that showed what the one before did and were not shown to the detector
     * @param lost looks that were lost on the way; more than none is a fault
     * @param scene wall time in the scene model
     */
    public record Work(
            long packets, long decoded, long damaged, long looks, long unchanged, long lost, Duration scene) {}
}
