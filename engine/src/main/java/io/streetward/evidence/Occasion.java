package io.streetward.evidence;

import io.streetward.cases.EvidenceRole;
import java.awt.Color;

/** At which point of a stay a still was taken. */
enum Occasion {
    ARRIVAL(
            EvidenceRole.ARRIVAL_STILL,
            EvidenceRole.ARRIVAL_STILL_ANNOTATED,
            "still-1-arrival",
            "came to stand",
            new Color(0xFFB020)),
    CONFIRMATION(
            EvidenceRole.CONFIRMATION_STILL,
            EvidenceRole.CONFIRMATION_STILL_ANNOTATED,
            "still-2-confirmed",
            "confirmed",
            new Color(0xFF5A4F));

    private final EvidenceRole raw;
    private final EvidenceRole annotated;
    private final String baseName;
    private final String words;
    private final Color accent;

    Occasion(EvidenceRole raw, EvidenceRole annotated, String baseName, String words, Color accent) {
        this.raw = raw;
        this.annotated = annotated;
        this.baseName = baseName;
        this.words = words;
        this.accent = accent;
    }

    EvidenceRole raw() {
        return raw;
    }

    EvidenceRole annotated() {
        return annotated;
    }

    String rawFileName() {
        return baseName + ".jpg";
    }

    String annotatedFileName() {
        return baseName + ".annotated.jpg";
    }

    /** As people read it in a picture. */
    String words() {
        return words;
    }

    Color accent() {
        return accent;
    }
}
