package io.streetward.evidence;

/**
 * What is blurred in pictures that leave the site.
 *
 * @param persons everybody but the vendor of a vending case
 * @param plates number plates of vehicles that the case is not about
 */
public record RedactionSettings(boolean persons, boolean plates) {
    /** Both, as the privacy rules for public video want it (国务院令 799, PIPL). */
    public static final RedactionSettings DEFAULT = new RedactionSettings(true, true);

    /** Whether anything is blurred at all. */
    boolean any() {
        return persons || plates;
    }
}
