package io.streetward.track;

import java.util.Arrays;

/**
 * The linear assignment problem: pairs rows with columns, each at most once, at the least total cost.
 *
 * <p>Shortest augmenting paths with potentials (Jonker and Volgenant, Computing 38, 1987; the textbook form of the
 * Hungarian method), O(n²m) for n rows and m columns with n ≤ m.
 */
public final class LinearAssignment {
    private LinearAssignment() {}

    /**
     * Pairs every row of the shorter side.
     *
     * @param cost {@code cost[row][column]}, finite, all rows of one length
     * @return the column of each row; -1 for a row left over, which happens only when there are more rows than columns
     */
    public static int[] solve(double[][] cost) {
        int rows = cost.length;
        if (rows == 0 || cost[0].length == 0) {
            return filled(rows, -1);
        }
        return rows <= cost[0].length ? solveWide(cost) : invert(solveWide(transpose(cost)), rows);
    }

    /**
     * Pairs rows and columns whose cost is below a limit so that the total of {@code limit - cost} is greatest.
     *
     * @param cost as in {@link #solve}
     * @param limit a pair that costs this much or more is worse than leaving both alone
     * @return the column of each row; -1 for a row left alone
     */
    public static int[] solveBelow(double[][] cost, double limit) {
        double[][] capped = new double[cost.length][];
        for (int r = 0; r < cost.length; r++) {
            capped[r] = Arrays.stream(cost[r]).map(c -> Math.min(c, limit)).toArray();
        }
        int[] columnOf = solve(capped);
        for (int r = 0; r < columnOf.length; r++) {
            if (columnOf[r] >= 0 && cost[r][columnOf[r]] >= limit) {
                columnOf[r] = -1;
            }
        }
        return columnOf;
    }

    /** One augmenting path per row; rows and columns are counted from 1, and column 0 stands for "the row being placed". */
    private static int[] solveWide(double[][] cost) {
        int n = cost.length;
        int m = cost[0].length;
        double[] rowPotential = new double[n + 1];
        double[] columnPotential = new double[m + 1];
        int[] rowOf = new int[m + 1];
        int[] cameFrom = new int[m + 1];
        double[] distance = new double[m + 1];
        boolean[] reached = new boolean[m + 1];
        for (int row = 1; row <= n; row++) {
            rowOf[0] = row;
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            Arrays.fill(reached, false);
            int column = 0;
            while (rowOf[column] != 0) {
                reached[column] = true;
                int from = rowOf[column];
                int nearest = 0;
                double step = Double.POSITIVE_INFINITY;
                for (int j = 1; j <= m; j++) {
                    if (reached[j]) {
                        continue;
                    }
                    double reduced = cost[from - 1][j - 1] - rowPotential[from] - columnPotential[j];
                    if (reduced < distance[j]) {
                        distance[j] = reduced;
                        cameFrom[j] = column;
                    }
                    if (distance[j] < step) {
                        step = distance[j];
                        nearest = j;
                    }
                }
                for (int j = 0; j <= m; j++) {
                    if (reached[j]) {
                        rowPotential[rowOf[j]] += step;
                        columnPotential[j] -= step;
                    } else {
                        distance[j] -= step;
                    }
                }
                column = nearest;
            }
            while (column != 0) {
                rowOf[column] = rowOf[cameFrom[column]];
                column = cameFrom[column];
            }
        }
        int[] columnOf = new int[n];
        for (int j = 1; j <= m; j++) {
            if (rowOf[j] != 0) {
                columnOf[rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }

    private static double[][] transpose(double[][] cost) {
        double[][] turned = new double[cost[0].length][cost.length];
        for (int r = 0; r < cost.length; r++) {
            for (int c = 0; c < cost[r].length; c++) {
                turned[c][r] = cost[r][c];
            }
        }
        return turned;
    }

    private static int[] invert(int[] rowOfColumn, int rows) {
        int[] columnOf = filled(rows, -1);
        for (int c = 0; c < rowOfColumn.length; c++) {
            columnOf[rowOfColumn[c]] = c;
        }
        return columnOf;
    }

    private static int[] filled(int length, int value) {
        int[] all = new int[length];
        Arrays.fill(all, value);
        return all;
    }
}
