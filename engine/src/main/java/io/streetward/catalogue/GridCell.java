package io.streetward.catalogue;

import java.util.regex.Pattern;

/**
 * A unit grid cell (万米单元网格), of which a city has about one in a hectare.
 *
 * @param code its identifier, SZDYWGBSM: {@value #LENGTH} digits or capital letters
 */
public record GridCell(String code) {
    /** As GB/T 47678.5 has it. */
    public static final int LENGTH = 15;

    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{" + LENGTH + "}");

    public GridCell {
        if (!isCode(code)) {
            throw new IllegalArgumentException("\"" + code + "\" is no grid cell; expected " + LENGTH
                    + " digits or capital letters, got " + code.length() + " characters");
        }
    }

    public static boolean isCode(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return code;
    }
}
