package io.streetward.models.training;

/** A colour, each part 0..255, or a gain, each part about 1. */
record Tint(double r, double g, double b) {
    static Tint grey(double level) {
        return new Tint(level, level, level);
    }

    Tint times(double factor) {
        return new Tint(r * factor, g * factor, b * factor);
    }

    Tint plus(double level) {
        return new Tint(r + level, g + level, b + level);
    }

    /** A colour near this one: brighter or darker by up to {@code level}, each part by a third of it more. */
    Tint varied(Dice dice, double level) {
        double all = dice.between(-level, level);
        return new Tint(
                r + all + dice.between(-level, level) / 3,
                g + all + dice.between(-level, level) / 3,
                b + all + dice.between(-level, level) / 3);
    }

    Tint mixed(Tint other, double share) {
        return new Tint(r + (other.r - r) * share, g + (other.g - g) * share, b + (other.b - b) * share);
    }

    double luma() {
        return 0.299 * r + 0.587 * g + 0.114 * b;
    }
}
