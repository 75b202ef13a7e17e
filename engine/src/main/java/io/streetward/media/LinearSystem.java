package io.streetward.media;

/** Small dense systems of linear equations. */
final class LinearSystem {
    private LinearSystem() {}

    /**
     * Gaussian elimination with partial pivoting.
     *
     * @param rows n rows of n coefficients and the right side; overwritten
     * @throws IllegalArgumentException when the equations have no single solution
     */
    static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
                    pivot = row;
                }
            }
            double[] best = rows[pivot];
            rows[pivot] = rows[column];
            rows[column] = best;
            if (Math.abs(best[column]) < 1e-12) {
                throw new IllegalArgumentException("the equations have no single solution");
            }
            for (int row = column + 1; row < n; row++) {
                double factor = rows[row][column] / best[column];
                for (int k = column; k <= n; k++) {
                    rows[row][k] -= factor * best[k];
                }
            }
        }
        double[] solution = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double rest = rows[row][n];
            for (int k = row + 1; k < n; k++) {
                rest -= rows[row][k] * solution[k];
            }
            solution[row] = rest / rows[row][row];
        }
        return solution;
    }
}
