package io.streetward.tools.demo;

/**
 * One thing the demo promises.
 *
 * @param found what was found, for the reader to judge
 */
record Check(String promise, boolean kept, String found) {}
