package io.streetward.seal;

/**
 * One thing that is wrong.
 *
 * @param problem what kind of thing
 * @param where the file it was found at, from the verified folder's parent
 * @param detail a sentence for people: what was found and what was expected
 */
public record Finding(Problem problem, String where, String detail) {}
