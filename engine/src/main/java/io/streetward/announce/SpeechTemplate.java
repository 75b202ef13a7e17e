package io.streetward.announce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words with slots, such as {@code "At {place}: {conduct}. Please use {alternative}. Thank you."}
 *
 * <p>Good wording has a greeting, who speaks, the exact place and conduct, the request with an alternative, thanks.
 */
public final class SpeechTemplate {
    private static final Pattern BRACED = Pattern.compile("\\{([^{}]*)\\}");

    /** What may be filled in. */
    public enum Slot {
        /** Who speaks. */
        WHO,
        /** The place, as people call it. */
        PLACE,
        /** What is done there that should not be. */
        CONDUCT,
        /** Where it may be done instead: the nearest car park, the nearest market. */
        ALTERNATIVE,
        /** Local time of the event, in words that the voice reads well. */
        TIME;

        String inBraces() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    private sealed interface Part {
        record Words(String words) implements Part {}

        record Filled(Slot slot) implements Part {}
    }

    private final List<Part> parts;

    private SpeechTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is blank, has a slot of another name, or a brace without its partner
     */
    public static SpeechTemplate parse(String template) {
        if (template.isBlank()) {
            throw new IllegalArgumentException("announcement text is blank: expected the words to say");
        }
        List<Part> parts = new ArrayList<>();
        Matcher braced = BRACED.matcher(template);
        int end = 0;
        while (braced.find()) {
            parts.add(new Part.Words(plain(template, end, braced.start())));
            parts.add(new Part.Filled(slot(template, braced.group(1))));
            end = braced.end();
        }
        parts.add(new Part.Words(plain(template, end, template.length())));
        return new SpeechTemplate(parts);
    }

    /** The slots that it has. */
    public Set<Slot> slots() {
        EnumSet<Slot> slots = EnumSet.noneOf(Slot.class);
        for (Part part : parts) {
            if (part instanceof Part.Filled filled) {
                slots.add(filled.slot());
            }
        }
        return slots;
    }

    /**
     * The words with every slot filled.
     *
     * @throws IllegalArgumentException when a slot that the template has is not among {@code values}
     */
    public String fill(Map<Slot, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Words words) {
                text.append(words.words());
            } else if (part instanceof Part.Filled filled) {
                text.append(value(values, filled.slot()));
            }
        }
        return text.toString();
    }

    private static String value(Map<Slot, String> values, Slot slot) {
        String value = values.get(slot);
        if (value == null) {
            throw new IllegalArgumentException(
                    "announcement text needs " + slot.inBraces() + ", which is not known here");
        }
        return value;
    }

    private static String plain(String template, int from, int to) {
        String words = template.substring(from, to);
        if (words.indexOf('{') >= 0 || words.indexOf('}') >= 0) {
            throw new IllegalArgumentException("announcement text \"" + template
                    + "\": a brace without its partner; a slot is written like " + Slot.PLACE.inBraces());
        }
        return words;
    }

    private static Slot slot(String template, String name) {
        for (Slot slot : Slot.values()) {
            if (slot.inBraces().equals("{" + name + "}")) {
                return slot;
            }
        }
        String known = Arrays.stream(Slot.values()).map(Slot::inBraces).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "announcement text \"" + template + "\": no slot {" + name + "}; there are " + known);
    }
}
