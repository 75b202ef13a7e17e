package io.streetward.scene;

import io.streetward.detect.ChangeVerdict;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connected piece of the picture that differs from how the place looked before, and stays so.
 *
 * @param id unique within the camera for the life of the process; the same region in every view
 * @param box around all its pixels
 * @param areaShare share of the picture its pixels cover, 0..1; less than the box's area
 * @param contrast mean difference from the place's usual look within it, grey levels 0..255
 * @param lastClean the last look that showed its ground as it was before; null when that is not known
 * @param appeared the first look that showed it
 * @param grownUntil the look since when half of it was there; {@code appeared} or later
 * @param latest the newest look in which it could be seen and was
 * @param verdict what a second-stage model takes it for; null without one, or before it was asked
 */
public record StaticRegion(
        long id,
        NormalizedBox box,
        double areaShare,
        double contrast,
        @Nullable FrameRef lastClean,
        FrameRef appeared,
        FrameRef grownUntil,
        FrameRef latest,
        @Nullable ChangeVerdict verdict) {
    /** How long it has been there, as of its latest sighting. */
    public Duration age() {
        return latest.pts().since(appeared.pts());
    }

    /** Whether it was there at a moment. */
    public boolean wasThereAt(MediaTime moment) {
        return !moment.isBefore(appeared.pts());
    }
}
