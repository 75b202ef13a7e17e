package io.streetward.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of codes that cities use: a national standard in one edition, or a city's own.
 *
 * @param from first day it is in force; null where that is not known
 * @param until last day it is; null while it is
 * @param replaces id of the one it took the place of; null for none
 * @param digits how the digits of a code divide, such as 2 and 3; empty where the table gives no form
 */
public record Standard(
        String id,
        Names names,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable String replaces,
        List<Integer> digits) {
    public Standard {
        digits = List.copyOf(digits);
    }

    /** Whether it is in force on a day of the street. Cities go on using one that is not; that is theirs to decide. */
    public boolean inForceOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }

    /** How many characters a code has; 0 where the table gives no form. */
    int codeLength() {
        return digits.stream().mapToInt(Integer::intValue).sum();
    }
}
