package io.streetward.detect.plate;

import java.util.List;

/** Whether what was read is a plate. */
public sealed interface PlateVerdict {
    /**
     * It is.
     *
     * @param text as it is written on the plate, without separators
     * @param kind which kind of plate
     * @param characters those of {@code text}, in order
     * @param corrections each "read as → is", where the grammar left one possibility
     */
    record Plate(String text, PlateKind kind, List<PlateCharacter> characters, List<String> corrections)
            implements PlateVerdict {
        public Plate {
            characters = List.copyOf(characters);
            corrections = List.copyOf(corrections);
        }

        /** The probability that all characters are right, as far as the model knows: their product. */
        public double confidence() {
            double product = 1;
            for (PlateCharacter character : characters) {
                product *= character.confidence();
            }
            return product;
        }
    }

    /**
     * It is not: an advertisement, a plate partly hidden, a misread one.
     *
     * @param read what was read, without separators
     * @param reason why it is no plate, for people
     */
    record NotAPlate(String read, String reason) implements PlateVerdict {}
}
