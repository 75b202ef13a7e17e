package io.streetward.scene;

/**
 * Watches whether the camera still looks where it did: block by block, the fine structure of the picture is correlated with
 * the usual one. Vehicles change some blocks, light changes none, a turned camera all, and a covered one has no structure.
 */
final class ViewWatch {
    private static final int BLOCKS_ACROSS = 16;
    private static final int BLOCKS_DOWN = 9;

    /** Standard deviation of detail, grey levels, from which on a block has structure that can be known again. */
    private static final double STRUCTURED = 5;

    /** With fewer such blocks nothing can be said: a foggy field. */
    private static final int LEAST_BLOCKS = 8;

    private static final double KNOWN_AGAIN = 0.4;
    private static final double LOST_SHARE = 0.2;
    private static final double FOUND_SHARE = 0.5;
    /** Fog, spray or a hand leave less than half the contrast, so a quarter of its square; another view has about as much. */
    private static final double BLIND_ENERGY = 0.25;

    /** A lorry that fills the picture has passed by then. */
    private static final long LOST_AFTER_MS = 8_000;

    private static final long FOUND_AFTER_MS = 2_000;

    private ViewState state = ViewState.CLEAR;
    private long wrongMs;
    private long rightMs;

    /** How much of the structure is where it was. */
    record Structure(int blocks, double knownShare, double energyShare) {
        /** Whether the picture shows another place, or none. */
        boolean isLost() {
            return blocks >= LEAST_BLOCKS && knownShare < LOST_SHARE;
        }
    }

    ViewState state() {
        return state;
    }

    /** Begins anew. */
    void reset() {
        state = ViewState.CLEAR;
        wrongMs = 0;
        rightMs = 0;
    }

    /** Takes a look into account. */
    void see(Structure structure, long passedMs) {
        if (structure.blocks < LEAST_BLOCKS) {
            return;
        }
        boolean wrong = structure.isLost();
        boolean right = structure.knownShare >= FOUND_SHARE;
        wrongMs = wrong ? wrongMs + passedMs : 0;
        rightMs = right ? rightMs + passedMs : 0;
        if (state.trusted() && wrongMs >= LOST_AFTER_MS) {
            state = structure.energyShare < BLIND_ENERGY
                    ? new ViewState(
                            ViewState.Phase.BLINDED,
                            "nothing can be seen: covered, sprayed, fogged or dazzled; clean or uncover the camera")
                    : new ViewState(
                            ViewState.Phase.MOVED,
                            "the camera looks elsewhere than when watching began; turn it back, or draw the zones"
                                    + " anew and restart");
        } else if (!state.trusted() && rightMs >= FOUND_AFTER_MS) {
            state = ViewState.CLEAR;
        }
    }

    static Structure compare(Look look, Expected expected) {
        int known = 0;
        int structured = 0;
        double energyNow = 0;
        double energyUsual = 0;
        for (int row = 0; row < BLOCKS_DOWN; row++) {
            for (int column = 0; column < BLOCKS_ACROSS; column++) {
                Sums sums = sums(look, expected, column, row);
                if (sums.n > 50 && sums.usualDeviation() >= STRUCTURED) {
                    structured++;
                    known += sums.correlation() >= KNOWN_AGAIN ? 1 : 0;
                    energyNow += sums.nowVariance();
                    energyUsual += sums.usualVariance();
                }
            }
        }
        return structured == 0
                ? new Structure(0, 1, 1)
                : new Structure(structured, (double) known / structured, energyNow / energyUsual);
    }

    private static Sums sums(Look look, Expected expected, int column, int row) {
        Sums sums = new Sums();
        int right = look.widthPx * (column + 1) / BLOCKS_ACROSS;
        int bottom = look.heightPx * (row + 1) / BLOCKS_DOWN;
        for (int y = look.heightPx * row / BLOCKS_DOWN; y < bottom; y += 2) {
            for (int x = look.widthPx * column / BLOCKS_ACROSS; x < right; x += 2) {
                int i = y * look.widthPx + x;
                if (!look.hidden[i]) {
                    sums.add(Look.at(look.detail, i) - 128.0, Look.at(expected.detail, i) - 128.0);
                }
            }
        }
        return sums;
    }

    private static final class Sums {
        private int n;
        private double now;
        private double usual;
        private double nowSquares;
        private double usualSquares;
        private double products;

        void add(double a, double b) {
            n++;
            now += a;
            usual += b;
            nowSquares += a * a;
            usualSquares += b * b;
            products += a * b;
        }

        double nowVariance() {
            return nowSquares / n - now / n * now / n;
        }

        double usualVariance() {
            return usualSquares / n - usual / n * usual / n;
        }

        double usualDeviation() {
            return Math.sqrt(Math.max(0, usualVariance()));
        }

        double correlation() {
            double both = Math.sqrt(Math.max(0, nowVariance()) * Math.max(0, usualVariance()));
            return both < 1e-9 ? 0 : (products / n - now / n * usual / n) / both;
        }
    }
}
