package io.streetward.cases;

import java.util.List;
import java.util.Locale;

/**
 * Whether a case's evidence is all there.
 *
 * @param state how far it is
 * @param notes what is missing or was cut short, each a sentence
 */
public record EvidenceStatus(State state, List<String> notes) {
    /** A case just filed. */
    public static final EvidenceStatus PENDING = new EvidenceStatus(State.PENDING, List.of());

    /** How far the evidence is. */
    public enum State {
        /** Still being recorded, or the engine was stopped meanwhile: completed on restart. */
        PENDING,
        /** Everything the settings ask for. */
        COMPLETE,
        /** Finished, but something is missing or short; the notes say what. */
        PARTIAL;

        /** The word in the case book and in {@code case.json}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    public EvidenceStatus {
        notes = List.copyOf(notes);
    }
}
