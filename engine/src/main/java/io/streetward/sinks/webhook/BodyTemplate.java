package io.streetward.sinks.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A receiver's own form of body: a Mustache template, logic-less, whose values are escaped for JSON strings; what comes out
 * must be JSON. Beside each instant {@code x} stands {@code xLocal}, such as {@code 2026-11-24 12:00:00} in the street's time.
 */
public final class BodyTemplate {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    /** Tags that write values as they are, read other files, or change what a tag is. */
    private static final List<String> UNSAFE = List.of("{{{", "{{&", "{{>", "{{=");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Template strict;
    private final Template lenient;
    private final ZoneId zone;

    private BodyTemplate(Template strict, Template lenient, ZoneId zone) {
        this.strict = strict;
        this.lenient = lenient;
        this.zone = zone;
    }

    /**
     * Compiles a template.
     *
     * @param zone of the street
     * @throws TemplateException when it is no template, or uses tags that could write something else than text into a body
     */
    public static BodyTemplate compile(String text, ZoneId zone) throws TemplateException {
        for (String tag : UNSAFE) {
            if (text.contains(tag)) {
                throw new TemplateException(
                        "the tag " + tag + " is not taken here: every value is escaped for JSON; write"
                                + " {{name}}, and a space between a brace of JSON and a tag");
            }
        }
        Mustache.Compiler compiler = Mustache.compiler()
                .withEscaper(raw -> new String(JsonStringEncoder.getInstance().quoteAsString(raw)))
                .nullValue("");
        try {
            return new BodyTemplate(
                    compiler.compile(text),
                    compiler.defaultValue("").emptyStringIsFalse(true).compile(text),
                    zone);
        } catch (MustacheException e) {
            throw new TemplateException("not a Mustache template: " + e.getMessage());
        }
    }

    /**
     * Tries it on an example, so that a wrong name is found on start and not with the first case.
     *
     * @param full an example that has everything an event may have
     * @throws TemplateException when it names something events do not have, or no JSON comes out
     */
    public void rehearse(JsonNode full) throws TemplateException {
        try {
            parsed(strict.execute(context(full)));
        } catch (MustacheException.Context e) {
            throw new TemplateException("line " + e.lineNo + ": events have no \"" + e.key + "\"");
        }
        render(full);
    }

    /**
     * Fills it in. What the event has not is empty.
     *
     * @throws TemplateException when no JSON comes out
     */
    public String render(JsonNode event) throws TemplateException {
        try {
            String text = lenient.execute(context(event));
            parsed(text);
            return text;
        } catch (MustacheException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    private static void parsed(String text) throws TemplateException {
        try {
            if (JSON.readTree(text).isMissingNode()) {
                throw new TemplateException("nothing comes out of the template; expected JSON");
            }
        } catch (JsonProcessingException e) {
            throw new TemplateException("what comes out of the template is no JSON: " + e.getOriginalMessage()
                    + ", line " + e.getLocation().getLineNr());
        }
    }

    private Map<String, Object> context(JsonNode event) {
        Map<String, Object> plain = JSON.convertValue(event, new TypeReference<LinkedHashMap<String, Object>>() {});
        addLocalTimes(plain);
        return plain;
    }

    private void addLocalTimes(Map<String, Object> node) {
        Map<String, String> local = new LinkedHashMap<>();
        node.forEach((key, value) -> {
            if (value instanceof String text && INSTANT.matcher(text).matches()) {
                local.put(key + "Local", LOCAL.format(Instant.parse(text).atZone(zone)));
            }
            descend(value);
        });
        node.putAll(local);
    }

    @SuppressWarnings("unchecked") // Jackson's plain values: a map's keys are strings
    private void descend(Object value) {
        if (value instanceof Map<?, ?> child) {
            addLocalTimes((Map<String, Object>) child);
        } else if (value instanceof List<?> items) {
            items.forEach(this::descend);
        }
    }
}
