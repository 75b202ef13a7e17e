package io.streetward.media;

import java.util.regex.Pattern;

/** Names one camera stream; stable across reconnects and restarts, safe in file names, metrics and logs. */
public record StreamId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public StreamId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("camera id \"" + value
                    + "\": expected 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
