package io.streetward.announce;

/**
 * How an announcement is made, whatever its words.
 *
 * @param key what it is called in the configuration, for messages; empty when it has no name
 * @param gong whether two tones come before the words
 */
public record Manner(String key, boolean gong) {
    /** Words only, without a name. */
    public static final Manner PLAIN = new Manner("", false);
}
