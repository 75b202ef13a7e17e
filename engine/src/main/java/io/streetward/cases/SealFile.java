package io.streetward.cases;

/**
 * A file of a seal that is on record before it lies in the data folder.
 *
 * @param path from the data folder, with {@code /}
 * @param base64 its content
 */
public record SealFile(String path, String base64) {}
