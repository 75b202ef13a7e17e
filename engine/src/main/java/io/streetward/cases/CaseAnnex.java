package io.streetward.cases;

import org.jspecify.annotations.Nullable;

/**
 * What is told with a case though it is not in the case book. Asked in the transaction that writes an event, so it must be
 * quick; it must not throw.
 */
public interface CaseAnnex {
    /** Knows nothing. */
    CaseAnnex NONE = new CaseAnnex() {};

    /** What the city's tables say of a case; null where there are none. */
    default @Nullable CaseClassification classification(CaseFile file) {
        return null;
    }

    /** The vehicle's number plate, when its evidence holds a reading; null when none was read. */
    default @Nullable Plate plate(CaseDossier dossier) {
        return null;
    }

    /**
     * A number plate as read in the stills.
     *
     * @param text such as {@code 京A12345}
     * @param kind the plate's kind, as in {@code plate.json}
     * @param confidence 0..1
     */
    record Plate(String text, String kind, double confidence) {}
}
