package io.streetward.models.training;

/** Changes that leave nothing behind, because only the light changed: shadows, glare, water. */
final class LightChange {
    private LightChange() {}

    /** A cast shadow: of a building, a vehicle, a mast or a tree; darker and bluer (sky light is left), edge soft. */
    static void shadow(Dice dice, Raster picture) {
        int side = picture.side();
        double soft = dice.logBetween(0.8, 12);
        double cx = dice.between(0.2, 0.8) * side;
        double cy = dice.between(0.2, 0.8) * side;
        Mask mask = switch (dice.whole(0, 4)) {
            case 0 -> Shapes.halfPlane(side, cx, cy, dice.angle(), soft);
            case 1 -> Shapes.band(side, cx, cy, dice.angle(), dice.between(1, 14), soft, 0, dice.noise());
            case 2 -> Shapes.box(side, cx, cy, dice.between(6, 30), dice.between(4, 20), dice.angle(), soft);
            case 3 -> foliage(dice, side, soft);
            default ->
                Shapes.lump(
                        side,
                        cx,
                        cy,
                        dice.between(6, 30),
                        dice.between(5, 20),
                        dice.angle(),
                        dice.between(0.1, 0.6),
                        dice.between(6, 16),
                        soft,
                        dice.noise());
        };
        double depth = dice.between(0.3, 0.85);
        double blue = dice.between(0, 0.08);
        picture.multiply(mask, new Tint(depth - blue / 2, depth, depth + blue));
    }

    /** Leaves let spots of sun through. */
    private static Mask foliage(Dice dice, int side, double soft) {
        Noise noise = dice.noise();
        double grain = dice.between(4, 14);
        double open = dice.between(-0.2, 0.2);
        double sharp = grain / soft;
        double edge = dice.between(-0.2, 0.9) * side;
        double normal = dice.angle();
        Mask crown = Shapes.halfPlane(side, edge, edge, normal, 12);
        return crown.times((x, y) -> Mask.clamp(0.5 + sharp * (noise.octaves(x / grain, y / grain, 2) - open)));
    }

    /** Headlights or the sun on the road: added light, warm or white, in pools and streaks. */
    static void glare(Dice dice, Raster picture) {
        int side = picture.side();
        int pools = dice.whole(1, 3);
        Tint light = new Tint(1, dice.between(0.85, 1), dice.between(0.6, 1));
        for (int i = 0; i < pools; i++) {
            Mask pool = Shapes.ellipse(
                    side,
                    dice.between(0, side),
                    dice.between(0, side),
                    dice.between(3, 30),
                    dice.between(3, 40),
                    dice.chance(0.7) ? 0 : dice.angle(),
                    dice.between(3, 25));
            picture.add(pool.blurred(dice.between(1, 5)), light.times(dice.between(25, 150)));
        }
    }

    /** Wet ground: darker without another colour, smooth in outline, and mirroring lights in vertical streaks. */
    static void wet(Dice dice, Raster picture) {
        int side = picture.side();
        boolean everywhere = dice.chance(0.4);
        Mask area = everywhere
                ? Mask.of(side, (x, y) -> 1)
                : Shapes.lump(
                        side,
                        dice.between(0.25, 0.75) * side,
                        dice.between(0.25, 0.75) * side,
                        dice.between(8, 32),
                        dice.between(5, 20),
                        dice.between(-0.4, 0.4),
                        dice.between(0.1, 0.5),
                        dice.between(10, 25),
                        dice.between(1.5, 8),
                        dice.noise());
        picture.multiply(area, Tint.grey(dice.between(0.5, 0.9)));
        int streaks = dice.chance(0.6) ? dice.whole(1, 4) : 0;
        for (int i = 0; i < streaks; i++) {
            Tint light = new Tint(1, dice.between(0.5, 1), dice.between(0.3, 1)).times(dice.between(15, 90));
            Mask streak = Shapes.ellipse(
                    side,
                    dice.between(0, side),
                    dice.between(0, side),
                    dice.between(1, 6),
                    dice.between(8, 40),
                    dice.between(-0.1, 0.1),
                    dice.between(1.5, 6));
            Noise ripple = dice.noise();
            Mask broken = streak.times((x, y) -> 0.6 + 0.4 * ripple.at(x / 4, y / 1.5));
            picture.add(broken.times((x, y) -> area.at((int) x, (int) y)), light);
        }
        if (dice.chance(0.5)) { // the sky in it
            picture.blend(area.times(dice.between(0.05, 0.35)), new Tint(185, 190, 200));
        }
    }

    /** The sun comes or goes, or the camera corrects its exposure or its white. */
    static void exposure(Dice dice, Raster picture, double strength) {
        double gain = Math.exp(strength * dice.between(-0.7, 0.5));
        Tint cast = new Tint(
                gain * (1 + strength * dice.between(-0.08, 0.08)),
                gain,
                gain * (1 + strength * dice.between(-0.1, 0.1)));
        picture.expose(cast, Math.exp(strength * dice.between(-0.3, 0.3)));
    }
}
