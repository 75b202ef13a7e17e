package io.streetward.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinearAssignmentTest {
    private static final long SEED = 20240607;

    static Stream<Arguments> knownCases() {
        return Stream.of(
                Arguments.of("nothing", new double[][] {}, new int[] {}),
                Arguments.of("rows without columns", new double[][] {{}, {}}, new int[] {-1, -1}),
                Arguments.of("one pair", new double[][] {{0.3}}, new int[] {0}),
                Arguments.of("the greedy choice is not the best", new double[][] {{1, 2}, {1, 100}}, new int[] {1, 0}),
                Arguments.of("textbook 3 x 3", new double[][] {{4, 1, 3}, {2, 0, 5}, {3, 2, 2}}, new int[] {1, 0, 2}),
                Arguments.of("more columns", new double[][] {{9, 9, 1}, {9, 1, 9}}, new int[] {2, 1}),
                Arguments.of("more rows", new double[][] {{5}, {1}, {3}}, new int[] {-1, 0, -1}),
                Arguments.of("negative costs", new double[][] {{-1, -2}, {-3, -1}}, new int[] {1, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("knownCases")
    void pairsAtTheLeastTotalCost(String name, double[][] cost, int[] expected) {
        assertThat(LinearAssignment.solve(cost)).as(name).containsExactly(expected);
    }

    @Test
    void leavesPairsAtOrAboveTheLimitAlone() {
        double[][] cost = {{0.9, 0.8}, {0.2, 0.95}};

        assertThat(LinearAssignment.solveBelow(cost, 0.8)).containsExactly(-1, 0);
    }

    @Test
    void agreesWithBruteForceOnRandomMatrices() {
        Random random = new Random(SEED);
        for (int run = 0; run < 400; run++) {
            double[][] cost = randomCost(random, 1 + random.nextInt(6), 1 + random.nextInt(6));
            double limit = random.nextBoolean() ? 0.6 : 10;

            int[] columns = LinearAssignment.solveBelow(cost, limit);

            String where = "seed " + SEED + ", run " + run + ", limit " + limit + ", cost " + Arrays.deepToString(cost);
            assertThat(Arrays.stream(columns).filter(c -> c >= 0)).as(where).doesNotHaveDuplicates();
            assertThat(gain(cost, columns, limit)).as(where).isCloseTo(bestGain(cost, limit, 0, 0), within(1e-9));
        }
    }

    private static double[][] randomCost(Random random, int rows, int columns) {
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            // Coarse values make ties, which break careless implementations.
            Arrays.setAll(row, c -> random.nextInt(3) == 0 ? random.nextInt(3) / 2.0 : random.nextDouble());
        }
        return cost;
    }

    private static double gain(double[][] cost, int[] columns, double limit) {
        double total = 0;
        for (int r = 0; r < columns.length; r++) {
            total += columns[r] < 0 ? 0 : limit - cost[r][columns[r]];
        }
        return total;
    }

    private static double bestGain(double[][] cost, double limit, int row, int usedColumns) {
        if (row == cost.length) {
            return 0;
        }
        double best = bestGain(cost, limit, row + 1, usedColumns);
        for (int c = 0; c < cost[row].length; c++) {
            if ((usedColumns & (1 << c)) == 0) {
                double gain = limit - cost[row][c];
                best = Math.max(best, gain + bestGain(cost, limit, row + 1, usedColumns | (1 << c)));
            }
        }
        return best;
    }
}
