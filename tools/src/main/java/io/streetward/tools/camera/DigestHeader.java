package io.streetward.tools.camera;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name="value" pairs of a digest Authorization header (RFC 2617 section 3.2.2). */
final class DigestHeader {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");

    private final Map<String, String> values = new HashMap<>();

    /** Reads what stands behind the word Digest; what is not a pair is passed over. */
    DigestHeader(String header) {
        Matcher matcher = PAIR.matcher(header);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            values.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted != null ? quoted : matcher.group(3));
        }
    }

    /** Returns a value, or the empty string where there is none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }
}
