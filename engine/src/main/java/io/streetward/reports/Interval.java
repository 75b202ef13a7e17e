package io.streetward.reports;

/**
 * Where a share may truly lie.
 *
 * @param low 0..1
 * @param high 0..1, not below {@code low}
 */
public record Interval(double low, double high) {
    private static final double Z = 1.959963984540054; // the normal distribution's 97.5 % quantile: two-sided 95 %

    /**
     * The score interval at 95 % (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), which holds for few cases too: none of three
     * is not "never", but at most 56 %.
     *
     * @param of at least 1
     */
    public static Interval wilson(int count, int of) {
        if (of < 1 || count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of + " is no share");
        }
        double n = of;
        double p = count / n;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        // At the ends the formula gives exactly 0 and 1, but for the last bits.
        return new Interval(count == 0 ? 0 : centre - half, count == of ? 1 : centre + half);
    }
}
