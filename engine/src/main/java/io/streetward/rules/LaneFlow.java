package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which way vehicles drive where in the picture, learnt from those that move: a mean direction for each of 16 × 9 cells in
 * which older vehicles slowly lose their say.
 */
final class LaneFlow {
    private static final int COLUMNS = 16;
    private static final int ROWS = 9;
    /** As many moves as this carry the mean; a lane that is diverted is learnt anew after some dozen vehicles. */
    private static final double MEMORY_MOVES = 200;
    /** Two moves that agree are the least that make a direction. */
    private static final double LEAST_MOVES = 2;
    /** Share by which moves must agree: where two directions mix there is none. */
    private static final double LEAST_AGREEMENT = 0.6;
    /** A shorter way between two looks may be the detector's wobble, in box sizes. */
    private static final double LEAST_WAY = 0.15;

    private static final int TRACKS = 256;

    private final double movingSpeed;
    private final double[] sumX = new double[COLUMNS * ROWS];
    private final double[] sumY = new double[COLUMNS * ROWS];
    private final double[] moves = new double[COLUMNS * ROWS];
    /** Where each moving track was when its last move was counted; the oldest of {@value #TRACKS} goes first. */
    private final Map<Long, NormalizedBox> at = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, NormalizedBox> eldest) {
            return size() > TRACKS;
        }
    };

    LaneFlow(double movingSpeed) {
        this.movingSpeed = movingSpeed;
    }

    void look(List<Track> vehicles, double aspect) {
        for (Track track : vehicles) {
            if (track.matched() && track.speed().orElse(0) >= movingSpeed) {
                NormalizedBox before = at.putIfAbsent(track.id(), track.box());
                if (before != null && ways(before, track.box()) >= LEAST_WAY) {
                    at.put(track.id(), track.box());
                    learn(track.box(), Lane.between(before, track.box(), aspect));
                }
            }
        }
    }

    /** The way vehicles drive at a place and just beside it; empty while too few were seen or they do not agree. */
    Optional<Lane> at(NormalizedBox box, double aspect) {
        double x = 0;
        double y = 0;
        double n = 0;
        int column = column(box);
        int row = row(box);
        for (int r = Math.max(0, row - 1); r <= Math.min(ROWS - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(COLUMNS - 1, column + 1); c++) {
                int cell = r * COLUMNS + c;
                x += sumX[cell];
                y += sumY[cell];
                n += moves[cell];
            }
        }
        double length = Math.hypot(x, y);
        return n < LEAST_MOVES || length < LEAST_AGREEMENT * n
                ? Optional.empty()
                : Optional.of(new Lane(x / length, y / length, aspect));
    }

    private void learn(NormalizedBox box, Lane way) {
        int cell = row(box) * COLUMNS + column(box);
        double keep = moves[cell] >= MEMORY_MOVES ? 1 - 1 / MEMORY_MOVES : 1;
        sumX[cell] = keep * sumX[cell] + way.x();
        sumY[cell] = keep * sumY[cell] + way.y();
        moves[cell] = keep * moves[cell] + 1;
    }

    private static double ways(NormalizedBox from, NormalizedBox to) {
        return Math.max(
                Math.abs(to.center().x() - from.center().x()) / Math.max(1e-4, to.w()),
                Math.abs(to.bottom() - from.bottom()) / Math.max(1e-4, to.h()));
    }

    private static int column(NormalizedBox box) {
        return (int) Math.max(0, Math.min(COLUMNS - 1.0, box.center().x() * COLUMNS));
    }

    private static int row(NormalizedBox box) {
        return (int) Math.max(0, Math.min(ROWS - 1.0, box.bottom() * ROWS));
    }
}
