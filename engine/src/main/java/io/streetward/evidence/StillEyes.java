package io.streetward.evidence;

import io.streetward.detect.Detection;
import io.streetward.detect.DetectorException;
import io.streetward.media.VideoFrame;
import java.util.List;

/** Sees what is in a still that is already cut. Any thread may call. */
@FunctionalInterface
public interface StillEyes {
    /**
     * Finds objects, small ones too; the same object may be found several times.
     *
     * @param picture borrowed for the call
     * @return boxes in the whole picture
     * @throws DetectorException when no whole answer can be had; nothing may be concluded from silence then
     */
    List<Detection> look(VideoFrame picture) throws DetectorException;
}
