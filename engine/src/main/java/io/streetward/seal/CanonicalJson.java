package io.streetward.seal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one way to write a JSON value down, after RFC 8785 (JCS): UTF-8, members sorted by name, no space, no line end. Of its
 * numbers only whole ones up to 2<sup>53</sup> - 1 either way are taken, so that nobody has to agree on how a fraction is
 * printed.
 */
public final class CanonicalJson {
    /** Every JSON reader holds these exactly (RFC 8785, appendix D; RFC 7493). */
    private static final long MAX_WHOLE = (1L << 53) - 1;

    private static final int FIRST_PLAIN = 0x20; // below are the control characters, which JSON wants escaped

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CanonicalJson() {}

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException when it holds a fraction or a number too large
     */
    public static byte[] write(JsonNode value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a value that must be written in this way.
     *
     * @throws IOException when it is no JSON, names a member twice, or is written in another way
     */
    public static JsonNode read(byte[] json) throws IOException {
        JsonNode value = MAPPER.readTree(json);
        try {
            if (!Arrays.equals(write(value), json)) {
                throw new IOException("it is not in canonical form (RFC 8785)");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not in canonical form (RFC 8785): " + e.getMessage(), e);
        }
        return value;
    }

    private static void append(StringBuilder out, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(out, value);
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    append(out.append(i == 0 ? "" : ","), value.get(i));
                }
                out.append(']');
            }
            case STRING -> appendString(out, value.textValue());
            case NUMBER -> out.append(whole(value));
            case BOOLEAN, NULL -> out.append(value.asText());
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getNodeType());
        }
    }

    private static void appendObject(StringBuilder out, JsonNode object) {
        // String's own order is that of UTF-16 code units, which is the one RFC 8785 asks for (3.2.3).
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            appendString(out.append(separator), member.getKey());
            append(out.append(':'), member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append(c < FIRST_PLAIN ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }

    private static long whole(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || Math.abs(number.longValue()) > MAX_WHOLE) {
            throw new IllegalArgumentException(number + " is not a whole number up to 2^53 - 1");
        }
        return number.longValue();
    }
}
