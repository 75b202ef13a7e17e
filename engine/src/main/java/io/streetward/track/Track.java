package io.streetward.track;

import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;

/**
 * One followed object as of one frame.
 *
 * @param id unique within the stream for the life of the process
 * @param kind the kind seen most over the track's life, weighted by confidence
 * @param box filtered position in this frame
 * @param confidence the score of the detection matched in this frame; 0 when none was
 * @param matched whether a detection supports the box in this frame; false: the box is a prediction
 * @param firstSeen media time of the first matched detection
 * @param lastSeen media time of the last matched detection
 */
public record Track(
        long id,
        ObjectKind kind,
        NormalizedBox box,
        double confidence,
        boolean matched,
        MediaTime firstSeen,
        MediaTime lastSeen) {}
