package io.streetward.sinks.mqtt;

import io.streetward.sinks.EventDocument;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A topic with slots, such as {@code streetward/{site}/{camera}}. What is filled in has no level or wildcard of its own. */
public final class TopicTemplate {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]*)}");
    private static final Map<String, String> POINTERS = Map.of(
            "site", "/case/site",
            "camera", "/case/camera/id",
            "zone", "/case/zone/id",
            "event", "/case/event",
            "case", "/case/id",
            "kind", "/kind",
            "state", "/case/state");
    /** Bytes of a topic at most (MQTT 5.0, 4.7.3). */
    private static final int MOST = 65_535;

    private final String text;

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException for an unknown slot, a wildcard or an empty topic
     */
    public TopicTemplate(String text) {
        this.text = text;
        if (text.isBlank() || text.length() > MOST || text.matches(".*[+#\0].*")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no topic to publish to; expected levels without + and #");
        }
        Matcher slots = SLOT.matcher(text);
        while (slots.find()) {
            if (!POINTERS.containsKey(slots.group(1))) {
                throw new IllegalArgumentException("no slot {" + slots.group(1)
                        + "}; known: {site}, {camera}, {zone}, {event}, {case}, {kind}, {state}");
            }
        }
    }

    String of(EventDocument event) {
        return SLOT.matcher(text).replaceAll(slot -> {
            String value = event.text(POINTERS.getOrDefault(slot.group(1), "/"));
            return Matcher.quoteReplacement(value.replaceAll("[/+#\\p{Cntrl}]", "_"));
        });
    }
}
