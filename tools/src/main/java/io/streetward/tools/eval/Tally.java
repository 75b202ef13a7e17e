package io.streetward.tools.eval;

/**
 * Finds and objects counted at a working point.
 *
 * @param tp finds that are objects
 * @param fp finds that are not
 * @param fn objects not found
 */
record Tally(int tp, int fp, int fn) {
    static final Tally ZERO = new Tally(0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(tp + other.tp, fp + other.fp, fn + other.fn);
    }

    int found() {
        return tp + fp;
    }

    int truth() {
        return tp + fn;
    }

    /** tp of {@link #found()}; NaN when nothing was found. */
    double precision() {
        return (double) tp / found();
    }

    /** tp of {@link #truth()}; NaN when there are no objects. */
    double recall() {
        return (double) tp / truth();
    }

    /** 2 tp of {@link #found()} + {@link #truth()}; NaN when both are 0. */
    double f1() {
        return 2.0 * tp / (found() + truth());
    }
}
