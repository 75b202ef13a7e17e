package io.streetward.catalogue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How long a department may take, such as {@code 2 urgent_hour}.
 *
 * @param amount of hours, to the hundredth, or of whole days; above 0, at most {@value #MOST}; without trailing zeros
 */
public record TimeLimit(BigDecimal amount, ClockKind kind) {
    /** Nearly three years of days: beyond any limit a city sets, and a bound on what counting one may cost. */
    public static final int MOST = 999;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?) ([a-z_]+?)s?");

    public TimeLimit {
        amount = amount.stripTrailingZeros();
        if (amount.signum() <= 0 || amount.compareTo(BigDecimal.valueOf(MOST)) > 0 || amount.scale() > 2) {
            throw new IllegalArgumentException("a limit of " + amount.toPlainString() + " " + kind.key()
                    + "; expected more than 0 and at most " + MOST + ", to the hundredth");
        }
        if (kind.countsDays() && amount.scale() > 0) {
            throw new IllegalArgumentException(
                    "a limit of " + amount.toPlainString() + " " + kind.key() + "; days are whole, use hours for less");
        }
    }

    public static TimeLimit of(int amount, ClockKind kind) {
        return new TimeLimit(BigDecimal.valueOf(amount), kind);
    }

    /**
     * Reads {@code 2 urgent_hour}, {@code 0.5 work_hour} or {@code 5 work_days}.
     *
     * @throws IllegalArgumentException with what was read and what was expected
     */
    public static TimeLimit parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            for (ClockKind kind : ClockKind.values()) {
                if (kind.key().equals(form.group(2))) {
                    return new TimeLimit(new BigDecimal(form.group(1)), kind);
                }
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no time limit; expected a number and one of "
                + Arrays.stream(ClockKind.values()).map(ClockKind::key).collect(Collectors.joining(", "))
                + ", such as 2 urgent_hour");
    }

    /** As it is written: {@code 2 urgent_hour}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + kind.key();
    }
}
