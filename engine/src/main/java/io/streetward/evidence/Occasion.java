package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceRole;
import io.streetward.detect.ObjectKind;
import java.awt.Color;

/** What a still of a case shows, in the order of the stills' numbers. */
enum Occasion {
    CLEAN_BEFORE(
            EvidenceRole.CLEAN_BEFORE_STILL,
            EvidenceRole.CLEAN_BEFORE_STILL_ANNOTATED,
            "still-0-before",
            "last seen clean",
            "last seen clean",
            new Color(0x4CC38A)),
    ARRIVAL(
            EvidenceRole.ARRIVAL_STILL,
            EvidenceRole.ARRIVAL_STILL_ANNOTATED,
            "still-1-arrival",
            "came to stand",
            "fresh on the ground",
            new Color(0xFFB020)),
    CONFIRMATION(
            EvidenceRole.CONFIRMATION_STILL,
            EvidenceRole.CONFIRMATION_STILL_ANNOTATED,
            "still-2-confirmed",
            "confirmed",
            "still there, confirmed",
            new Color(0xFF5A4F)),
    VEHICLE(
            EvidenceRole.VEHICLE_STILL,
            EvidenceRole.VEHICLE_STILL_ANNOTATED,
            "still-3-vehicle",
            "likeliest vehicle",
            "likeliest vehicle",
            new Color(0x6FB7FF)),
    AFTER(
            EvidenceRole.AFTER_STILL,
            EvidenceRole.AFTER_STILL_ANNOTATED,
            "still-4-after",
            "looked at again",
            "looked at again",
            new Color(0x4CC38A));

    private final EvidenceRole raw;
    private final EvidenceRole annotated;
    private final String baseName;
    private final String words;
    private final String wordsOfDebris;
    private final Color accent;

    Occasion(
            EvidenceRole raw,
            EvidenceRole annotated,
            String baseName,
            String words,
            String wordsOfDebris,
            Color accent) {
        this.raw = raw;
        this.annotated = annotated;
        this.baseName = baseName;
        this.words = words;
        this.wordsOfDebris = wordsOfDebris;
        this.accent = accent;
    }

    EvidenceRole raw() {
        return raw;
    }

    EvidenceRole annotated() {
        return annotated;
    }

    String baseName() {
        return baseName;
    }

    String rawFileName() {
        return baseName + ".jpg";
    }

    String annotatedFileName() {
        return baseName + ".annotated.jpg";
    }

    /** As people read it in a picture. */
    String words(CaseFile file) {
        return file.object() == ObjectKind.DEBRIS ? wordsOfDebris : words;
    }

    Color accent() {
        return accent;
    }
}
