package io.streetward.announce;

import java.util.regex.Pattern;

/** Names one loudspeaker (or one paging group); stable across restarts, safe in file names, metrics and logs. */
public record SpeakerId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public SpeakerId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("speaker id \"" + value
                    + "\": expected 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
