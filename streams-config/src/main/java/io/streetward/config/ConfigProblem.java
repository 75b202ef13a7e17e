package io.streetward.config;

/**
 * One thing wrong in a configuration file.
 *
 * @param line from 1
 * @param column from 1
 * @param path such as {@code cameras[0].zones[1].polygon}
 * @param problem what is wrong, what was expected, and a near miss where there is one
 */
public record ConfigProblem(String file, int line, int column, String path, String problem) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + problem;
    }
}
