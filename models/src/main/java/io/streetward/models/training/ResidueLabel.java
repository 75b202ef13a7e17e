package io.streetward.models.training;

import java.util.List;
import java.util.Locale;

/** What became of a piece of ground; in the order of the model's outputs. */
public enum ResidueLabel {
    /** Solid matter lies there: soil, sand, gravel, stones, rubble. */
    DEBRIS,
    /** A thin layer carried on wheels or spilled wet: tracks, smears. */
    MUD,
    /** Nothing was left: light, weather, the camera itself, or something that goes its way. */
    NONE;

    /** All labels, in the order of the model's outputs. */
    public static final List<ResidueLabel> ORDER = List.of(DEBRIS, MUD, NONE);

    /** The word in the bundle's {@code labels}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The place among the model's outputs, from 0 on. */
    public int index() {
        return ORDER.indexOf(this);
    }

    /** All words, in the order of the model's outputs. */
    public static List<String> keys() {
        return ORDER.stream().map(ResidueLabel::key).toList();
    }
}
