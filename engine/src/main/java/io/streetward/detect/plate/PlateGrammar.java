package io.streetward.detect.plate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells Chinese plates from other writing, by how GA 36-2018 has them written. The letters O and I, which no plate
 * carries, become 0 and 1 where a digit may stand; nothing else is corrected, for nothing else has one answer.
 */
public final class PlateGrammar {
    private static final String PROVINCES = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新";
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    /** Electric only: A to E; other new energy: F to K. D and F came first. */
    private static final String ENERGY = "ABCDEFGHJK";
    /** The dot after the issuing letter, and what readers make of it. */
    private static final String SEPARATORS = "·.•・:：-–—_, '`\"|";

    private PlateGrammar() {}

    /**
     * Judges what was read.
     *
     * @param read in reading order; separators and case do not matter
     */
    public static PlateVerdict judge(List<PlateCharacter> read) {
        List<PlateCharacter> written = new ArrayList<>(read.size());
        StringBuilder text = new StringBuilder();
        for (PlateCharacter character : read) {
            if (!SEPARATORS.contains(character.text())) {
                String upper = character.text().toUpperCase(Locale.ROOT);
                written.add(new PlateCharacter(upper, character.confidence()));
                text.append(upper);
            }
        }
        for (PlateKind kind : PlateKind.values()) {
            for (String form : kind.forms()) {
                Optional<PlateVerdict> plate = fit(written, form, kind);
                if (plate.isPresent()) {
                    return plate.get();
                }
            }
        }
        return new PlateVerdict.NotAPlate(text.toString(), reason(written));
    }

    private static Optional<PlateVerdict> fit(List<PlateCharacter> read, String form, PlateKind kind) {
        if (read.size() != form.length()) {
            return Optional.empty();
        }
        List<PlateCharacter> fitted = new ArrayList<>(read.size());
        List<String> corrections = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            PlateCharacter character = read.get(i);
            String is = character.text();
            if (!allowed(form.charAt(i), is)) {
                is = is.equals("O") ? "0" : is.equals("I") ? "1" : "";
                if (!allowed(form.charAt(i), is)) {
                    return Optional.empty();
                }
                corrections.add(character.text() + " → " + is + " at " + (i + 1));
            }
            fitted.add(new PlateCharacter(is, character.confidence()));
            text.append(is);
        }
        return Optional.of(new PlateVerdict.Plate(text.toString(), kind, fitted, corrections));
    }

    private static boolean allowed(char place, String text) {
        if (text.length() != 1) {
            return false;
        }
        return switch (place) {
            case 'p' -> PROVINCES.contains(text);
            case 'l' -> LETTERS.contains(text);
            case 'd' -> DIGITS.contains(text);
            case 'x' -> DIGITS.contains(text) || LETTERS.contains(text);
            case 'e' -> ENERGY.contains(text);
            default -> text.charAt(0) == place;
        };
    }

    /** What an ordinary plate would have had otherwise; of several reasons the first. */
    private static String reason(List<PlateCharacter> read) {
        if (read.isEmpty()) {
            return "nothing was read";
        }
        if (!allowed('p', read.get(0).text())) {
            return "begins with " + read.get(0).text() + ", expected a province";
        }
        if (read.size() < 2 || !allowed('l', read.get(1).text())) {
            return "has " + (read.size() < 2 ? "nothing" : read.get(1).text())
                    + " after the province, expected a letter other than I and O";
        }
        if (read.size() != 7 && read.size() != 8) {
            return "has " + read.size() + " characters, expected 7, or 8 of a new energy vehicle";
        }
        for (int i = 2; i < read.size(); i++) {
            String text = read.get(i).text();
            if (!allowed('x', text) && !text.equals("O") && !text.equals("I")) {
                return "has " + text + " at place " + (i + 1) + ", expected a letter or digit";
            }
        }
        return "has 8 characters but not the energy letter and digits of a new energy vehicle";
    }
}
