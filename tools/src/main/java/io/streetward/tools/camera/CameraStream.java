package io.streetward.tools.camera;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One video file and the path it is served under.
 *
 * @param path path in the URL without leading or trailing slash, such as {@code street} or {@code north/gate}
 * @param file video file in any container FFmpeg reads, with an H.264 or H.265 video stream
 */
public record CameraStream(String path, Path file) {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");
    private static final Pattern NOT_IN_PATH = Pattern.compile("[^A-Za-z0-9._~-]+");

    /** Checks that the path can stand in a URL as it is. */
    public CameraStream {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("stream path '" + path
                    + "': expected letters, digits and . _ ~ - in segments divided by single slashes");
        }
    }

    /** Takes the path from the file's name, without its extension: {@code My street.mp4} becomes {@code My-street}. */
    public static CameraStream of(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String path = NOT_IN_PATH.matcher(stem).replaceAll("-");
        return new CameraStream(path.isEmpty() ? "stream" : path, file);
    }

    /**
     * Reads {@code NAME=FILE}.
     *
     * @throws IllegalArgumentException when there is no name, no file or no equals sign
     */
    public static CameraStream parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0 || equals == argument.length() - 1) {
            throw new IllegalArgumentException("'" + argument + "': expected NAME=FILE, such as street=clip.mp4");
        }
        return new CameraStream(argument.substring(0, equals), Path.of(argument.substring(equals + 1)));
    }
}
