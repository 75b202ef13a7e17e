package io.streetward.sinks.viid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The EventSort numbers that come with the engine, {@code event-sorts.properties}. */
public final class EventSorts {
    private EventSorts() {}

    /**
     * All of them.
     *
     * @param over what a platform numbers differently, or besides
     */
    public static Map<String, Integer> with(Map<String, Integer> over) {
        Properties table = new Properties();
        try (InputStream in = EventSorts.class.getResourceAsStream("event-sorts.properties")) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("event-sorts.properties is missing from the build", e);
        }
        Map<String, Integer> sorts = new HashMap<>();
        table.forEach((event, number) -> sorts.put((String) event, Integer.valueOf((String) number)));
        sorts.putAll(over);
        return sorts;
    }
}
