package io.streetward.models.bundle;

/**
 * Which boxes are taken for the same object, so that only the strongest stays.
 *
 * @param maxIou 0..1; boxes that overlap more than this are one object
 * @param across which labels compete
 */
public record NmsSpec(double maxIou, Across across) {
    /** Which labels compete for an object. */
    public enum Across {
        /** Each label for itself. */
        CLASS,
        /** All labels of vehicle kinds together, each other label for itself: a lorry is not a bus and a lorry. */
        VEHICLES,
        /** All. */
        ALL
    }
}
