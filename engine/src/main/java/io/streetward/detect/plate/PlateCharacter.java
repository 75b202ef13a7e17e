package io.streetward.detect.plate;

/**
 * One character of a plate.
 *
 * @param text the character; one Unicode character unless the model reads several as one
 * @param confidence the model's probability of it, 0..1
 */
public record PlateCharacter(String text, double confidence) {}
