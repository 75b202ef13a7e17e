package io.streetward.catalogue;

/**
 * What something is called.
 *
 * @param zh in Chinese, as the standard prints it
 * @param en in English
 */
public record Names(String zh, String en) {}
