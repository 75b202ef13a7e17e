package io.streetward.scene;

import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.Arrays;

/** Hides from a look what is followed and moves: it is no part of the place. */
final class Followed {
    /** Box sizes per second, as the rules take it: from here on a thing passes by. */
    private static final double MOVING = 0.15;

    /** A tracker's prediction is good for this long. */
    private static final Duration BELIEVED = Duration.ofSeconds(1);

    /** A tracker keeps who stands for this long; so is he kept out of the picture. */
    private static final Duration STANDS = Duration.ofSeconds(6);

    /** Boxes are drawn tightly, and a moving thing has a shadow. */
    private static final double MARGIN = 0.1;

    private static final int LEAST_MARGIN_PX = 3;

    private Followed() {}

    static void hide(TrackSet tracks, Look look, Shift shift) {
        for (Track track : tracks.tracks()) {
            Duration unseen = tracks.frame().pts().since(track.lastSeen());
            boolean passes = track.speed().orElse(Double.MAX_VALUE) >= MOVING;
            // People fidget where they stand; they are never what lies there, and a detector loses them for seconds.
            boolean person = track.kind() == ObjectKind.PERSON && !passes;
            if (unseen.compareTo(person ? STANDS : BELIEVED) <= 0 && (passes || person)) {
                hide(track.box(), look, shift);
            }
        }
    }

    private static void hide(NormalizedBox box, Look look, Shift shift) {
        double marginX = MARGIN * box.w() * look.widthPx + LEAST_MARGIN_PX;
        double marginY = MARGIN * box.h() * look.heightPx + LEAST_MARGIN_PX;
        int left = within(box.x() * look.widthPx - shift.xPx() - marginX, look.widthPx);
        int right = within(box.right() * look.widthPx - shift.xPx() + marginX, look.widthPx);
        int top = within(box.y() * look.heightPx - shift.yPx() - marginY, look.heightPx);
        int bottom = within(box.bottom() * look.heightPx - shift.yPx() + marginY, look.heightPx);
        for (int y = top; y < bottom; y++) {
            Arrays.fill(look.hidden, y * look.widthPx + left, y * look.widthPx + right, true);
        }
    }

    private static int within(double px, int size) {
        return (int) Math.max(0, Math.min(size, Math.round(px)));
    }
}
