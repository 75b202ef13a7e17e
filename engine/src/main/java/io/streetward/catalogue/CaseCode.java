package io.streetward.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A case's full code: where, and what. In GB/T 47678.5 six digits of the administrative division (GB/T 2260) and the five
 * of the event, two of its class and three within it: {@code 110101} {@code 06} {@code 014}.
 *
 * @param division six digits
 * @param parts the event's code, divided as its standard says
 */
public record CaseCode(String division, List<String> parts) {
    private static final Pattern DIVISION = Pattern.compile("[0-9]{6}");

    public CaseCode {
        parts = List.copyOf(parts);
        if (!isDivision(division)) {
            throw new IllegalArgumentException(
                    "\"" + division + "\" is no division; expected the 6 digits of GB/T 2260, such as 110101");
        }
        if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a case code needs an event's code");
        }
    }

    /** Whether a text has the form of a division's code; whether that division exists is not looked up. */
    public static boolean isDivision(String text) {
        return DIVISION.matcher(text).matches();
    }

    /**
     * The code of an event's case. Where the standard gives codes no form, it stays in one part.
     *
     * @throws IllegalArgumentException when one of the two has not the form it should have
     */
    public static CaseCode of(String division, Standard standard, String code) {
        if (standard.digits().isEmpty()) {
            return new CaseCode(division, List.of(code));
        }
        if (code.length() != standard.codeLength() || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("\"" + code + "\" is no code of " + standard.id() + "; expected "
                    + standard.codeLength() + " digits");
        }
        String[] parts = new String[standard.digits().size()];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            int next = at + standard.digits().get(i);
            parts[i] = code.substring(at, next);
            at = next;
        }
        return new CaseCode(division, List.of(parts));
    }

    /** Reads a full code; empty when it has not the form the standard gives. */
    public static Optional<CaseCode> parse(String text, Standard standard) {
        boolean fits = text.length() == 6 + standard.codeLength()
                && !standard.digits().isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Optional.of(of(text.substring(0, 6), standard, text.substring(6))) : Optional.empty();
    }

    /** The event's part. */
    public String eventCode() {
        return String.join("", parts);
    }

    /** All digits in one. */
    @Override
    public String toString() {
        return division + eventCode();
    }
}
