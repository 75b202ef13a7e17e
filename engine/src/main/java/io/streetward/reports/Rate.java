package io.streetward.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * A share with all that it is made of.
 *
 * @param numerator the cases counted, all of them in {@code denominator}, oldest first
 * @param denominator the cases they are counted among, oldest first
 */
public record Rate(List<CaseView> numerator, List<CaseView> denominator) {
    private static final int PERCENT_DIGITS = 2; // 43,084 of 43,694 is 98.60 %, as city management prints it

    public Rate {
        numerator = List.copyOf(numerator);
        denominator = List.copyOf(denominator);
        if (numerator.size() > denominator.size()) {
            throw new IllegalArgumentException(numerator.size() + " of " + denominator.size() + " is no share");
        }
    }

    /** The share in percent, rounded half up to two digits; empty where there is nothing to take a share of. */
    public Optional<BigDecimal> percent() {
        return denominator.isEmpty()
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(100L * numerator.size())
                        .divide(BigDecimal.valueOf(denominator.size()), PERCENT_DIGITS, RoundingMode.HALF_UP));
    }

    /** Where the share lies with 95 % confidence; empty where there is nothing to take a share of. */
    public Optional<Interval> interval() {
        return denominator.isEmpty()
                ? Optional.empty()
                : Optional.of(Interval.wilson(numerator.size(), denominator.size()));
    }
}
