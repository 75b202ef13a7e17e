package io.streetward.tools.camera;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What a request's URL points at.
 *
 * @param path path of the presentation, without leading and trailing slash; empty for {@code *}
 * @param track true when the URL is that of the one media section, false when it is the presentation's
 */
record RtspTarget(String path, boolean track) {
    /** The control attribute that FFmpeg writes into the session description. */
    private static final String TRACK = "streamid=0";

    private static final String ANY_TRACK = "streamid=";

    /** Reads a request's URL, absolute or only a path; nothing when it is no URL or names a track that is not there. */
    static Optional<RtspTarget> parse(String url) {
        if (url.equals("*")) {
            return Optional.of(new RtspTarget("", false));
        }
        try {
            String rawPath = new URI(url).getPath();
            String path = trimSlashes(rawPath == null ? "" : rawPath);
            int lastSlash = path.lastIndexOf('/');
            String last = path.substring(lastSlash + 1);
            if (!last.startsWith(ANY_TRACK)) {
                return Optional.of(new RtspTarget(path, false));
            }
            return last.equals(TRACK) && lastSlash > 0
                    ? Optional.of(new RtspTarget(path.substring(0, lastSlash), true))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String trimSlashes(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }
}
