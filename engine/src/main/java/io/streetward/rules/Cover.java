package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.List;

/** What may hide a place in one frame. */
final class Cover {
    /** What moves in front hides a place this long after the detector last saw it. */
    private static final Duration MEMORY = Duration.ofSeconds(1);
    /** Nearer to the camera: the foot is not higher in the picture, within this share of the height. */
    private static final double FOOT_TOLERANCE = 0.1;

    private static final int GRID = 6;

    private final List<NormalizedBox> boxes;
    private final DwellSettings settings;

    Cover(TrackSet tracks, DwellSettings settings) {
        this.settings = settings;
        boxes = tracks.tracks().stream()
                .filter(t -> isThere(t, tracks.frame().pts().since(t.lastSeen())))
                .map(Track::box)
                .toList();
    }

    /** One that stands in front is missed now and then, like any other: it hides until the tracker gives it up. */
    private boolean isThere(Track track, Duration unseen) {
        return track.speed().orElse(Double.MAX_VALUE) < settings.movingSpeed() || unseen.compareTo(MEMORY) <= 0;
    }

    /** Whether enough of a place is covered; only what is nearer to the camera hides it, and no thing hides itself. */
    boolean hides(NormalizedBox place) {
        double highestFoot = place.bottom() - FOOT_TOLERANCE * place.h();
        List<NormalizedBox> inFront = boxes.stream()
                .filter(b -> b.bottom() >= highestFoot && b.intersection(place) > 0)
                .filter(b -> b.iou(place) < settings.agreeIou())
                .toList();
        return !inFront.isEmpty() && share(place, inFront) >= settings.hiddenShare();
    }

    /** Share of the place that lies in any of the boxes, 0..1, judged on a grid of points, since boxes overlap one another. */
    static double share(NormalizedBox place, List<NormalizedBox> boxes) {
        int covered = 0;
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                double x = place.x() + place.w() * (column + 0.5) / GRID;
                double y = place.y() + place.h() * (row + 0.5) / GRID;
                covered += boxes.stream().anyMatch(b -> holds(b, x, y)) ? 1 : 0;
            }
        }
        return covered / (double) (GRID * GRID);
    }

    private static boolean holds(NormalizedBox box, double x, double y) {
        return box.x() <= x && x < box.right() && box.y() <= y && y < box.bottom();
    }
}
