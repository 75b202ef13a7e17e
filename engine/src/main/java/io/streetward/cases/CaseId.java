package io.streetward.cases;

import java.util.regex.Pattern;

/**
 * Names a case file: sortable by time, safe as a folder name, said aloud by operators.
 *
 * <p>{@link CaseIds} makes them as {@code yyyyMMdd-HHmmss-SSSSS}: the UTC time of filing and five characters of
 * Crockford's base 32 (no I, L, O, U), of which the first two are the milliseconds.
 */
public record CaseId(String value) implements Comparable<CaseId> {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    public CaseId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("case id \"" + value
                    + "\": expected 1 to 64 letters, digits or '-', starting with a letter or digit");
        }
    }

    @Override
    public int compareTo(CaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
