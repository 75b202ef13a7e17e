package io.streetward.models.training;

import java.util.List;

/**
 * Paints a piece of road as a camera above the street sees it: asphalt, concrete, paving, bare earth or verge, with what
 * is always there: markings, seams, cracks, mended places, worn tracks, old stains, standing shadows.
 */
final class Ground {
    private static final List<Double> SURFACES = List.of(5.0, 2.0, 1.5, 0.7, 0.5);
    private static final Tint WHITE_PAINT = new Tint(205, 205, 200);
    private static final Tint YELLOW_PAINT = new Tint(195, 160, 70);

    private final Dice dice;
    private final int side;
    /** How much a camera that looks along the road shortens what lies on it, up and down. */
    private final double tilt;

    Ground(Dice dice, int side, double tilt) {
        this.dice = dice;
        this.side = side;
        this.tilt = tilt;
    }

    Raster paint() {
        Raster ground = new Raster(side);
        int surface = dice.weighted(SURFACES);
        Tint base = base(surface);
        texture(ground, base, surface);
        if (surface == 2) {
            paving(ground, base);
        }
        if (dice.chance(0.25)) {
            seam(ground, base);
        }
        if (dice.chance(0.45)) {
            marking(ground);
        }
        if (dice.chance(0.3)) {
            cracks(ground, base);
        }
        if (dice.chance(0.3)) {
            wornTracks(ground);
        }
        if (dice.chance(0.3)) {
            stain(ground);
        }
        if (dice.chance(0.12)) {
            cover(ground, base);
        }
        if (dice.chance(0.15)) {
            kerb(ground);
        }
        if (dice.chance(0.12)) {
            clutter(ground);
        }
        if (dice.chance(0.2)) {
            LightChange.shadow(dice, ground);
        }
        return ground;
    }

    private Tint base(int surface) {
        double level = dice.between(55, 175);
        return switch (surface) {
            case 0 -> Tint.grey(level).plus(0).mixed(new Tint(level - 6, level, level + 6), dice.between(-0.6, 1));
            case 1 -> {
                double light = dice.between(120, 215);
                yield new Tint(light + dice.between(0, 10), light + 3, light - dice.between(0, 12));
            }
            case 2 -> new Tint(level + dice.between(-5, 35), level, level - dice.between(0, 15));
            case 3 -> new Tint(level + dice.between(10, 35), level + dice.between(0, 12), level - dice.between(5, 25));
            default -> new Tint(level * 0.75, level, level * dice.between(0.4, 0.7)); // verge
        };
    }

    private void texture(Raster ground, Tint base, int surface) {
        Noise broad = dice.noise();
        Noise fine = dice.noise();
        double broadSize = dice.between(15, 50);
        double broadStrength = dice.between(1, 9);
        double fineSize = dice.logBetween(0.7, 4);
        double fineStrength = dice.logBetween(0.7, surface >= 3 ? 24 : 10);
        double slopeX = dice.between(-0.2, 0.2);
        double slopeY = dice.between(-0.3, 0.3);
        for (int i = 0; i < side * side; i++) {
            double x = i % side;
            double y = Math.floorDiv(i, side);
            double v = broadStrength * broad.octaves(x / broadSize, y / broadSize / tilt, 2)
                    + fineStrength * fine.octaves(x / fineSize, y / fineSize / tilt, 2)
                    + slopeX * (x - side / 2.0)
                    + slopeY * (y - side / 2.0);
            ground.blend((int) x, (int) y, 1, base.plus(v));
        }
    }

    private void paving(Raster ground, Tint base) {
        double turn = dice.angle();
        double stone = dice.between(5, 18);
        double joint = dice.between(0.5, 1.2);
        double ratio = dice.between(0.5, 1);
        Noise tones = dice.noise();
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double strength = dice.between(2, 12);
        Mask joints = new Mask(side);
        for (int i = 0; i < side * side; i++) {
            double x = i % side;
            double y = Math.floorDiv(i, side) / tilt;
            double u = (cos * x + sin * y) / stone;
            double row = Math.floor((-sin * x + cos * y) / (stone * ratio));
            double v = (-sin * x + cos * y) / (stone * ratio);
            u += row % 2 == 0 ? 0 : 0.5;
            double edge = Math.min(toEdge(u) * stone, toEdge(v) * stone * ratio);
            joints.raise(i % side, i / side, 1 - edge / joint);
            ground.blend(
                    i % side,
                    i / side,
                    0.8,
                    base.plus(strength * tones.at(Math.floor(u) * 3.1 + 0.5, row * 1.7 + 0.5)));
        }
        ground.blend(joints.times(dice.between(0.2, 0.8)), base.plus(dice.between(-45, 25)));
    }

    private static double toEdge(double u) {
        double within = u - Math.floor(u);
        return Math.min(within, 1 - within);
    }

    /** Where two laid surfaces meet, or a mended rectangle. */
    private void seam(Raster ground, Tint base) {
        Tint other = base.varied(dice, 25);
        double share = dice.between(0.4, 0.9);
        Mask area = dice.chance(0.5)
                ? Shapes.halfPlane(side, place(), place(), dice.angle(), dice.between(0.7, 3))
                : Shapes.box(side, place(), place(), dice.between(6, 25), dice.between(4, 18), dice.angle(), 1.2);
        ground.blend(area.times(share), other);
    }

    /** A line, dashes, an arrow's shaft, or a crossing's bars; worn. */
    private void marking(Raster ground) {
        Noise wear = dice.noise();
        double worn = dice.between(-0.2, 0.9);
        double grain = dice.between(1.5, 5);
        Tint paint = (dice.chance(0.75) ? WHITE_PAINT : YELLOW_PAINT).times(dice.between(0.7, 1.15));
        double direction = dice.angle();
        double half = dice.between(0.8, 5);
        double px = place();
        double py = place();
        int lines = dice.chance(0.7) ? 1 : dice.whole(2, 5);
        double gap = half * dice.between(2.5, 6);
        boolean dashed = dice.chance(0.4);
        double dash = dice.between(8, 30);
        for (int i = 0; i < lines; i++) {
            double ox = px - Math.sin(direction) * gap * i;
            double oy = py + Math.cos(direction) * gap * i;
            Mask line = Shapes.band(side, ox, oy, direction, half, dice.between(0.7, 1.6), 0, wear);
            Mask shown = line.times((x, y) -> {
                double along = Math.cos(direction) * (x - ox) + Math.sin(direction) * (y - oy);
                boolean on = !dashed || toEdge(along / (2 * dash)) > 0.25;
                return on ? 0.95 - worn * (0.5 + 0.5 * wear.octaves(x / grain, y / grain, 3)) : 0;
            });
            ground.blend(shown, paint);
        }
    }

    private void cracks(Raster ground, Tint base) {
        Noise sideways = dice.noise();
        int count = dice.whole(1, 3);
        for (int i = 0; i < count; i++) {
            Mask crack = Shapes.band(
                    side, place(), place(), dice.angle(), dice.between(0.3, 0.8), 1, dice.between(1, 8), sideways);
            ground.blend(crack.times(dice.between(0.3, 0.9)), base.plus(dice.between(-50, -20)));
        }
    }

    /** Where wheels have polished or blackened the lane. */
    private void wornTracks(Raster ground) {
        Noise noise = dice.noise();
        double gain = dice.chance(0.7) ? dice.between(0.8, 0.97) : dice.between(1.03, 1.12);
        double direction = dice.angle();
        Mask track = Shapes.band(
                side, place(), place(), direction, dice.between(3, 12), dice.between(3, 10), dice.between(0, 3), noise);
        ground.multiply(track, Tint.grey(gain));
    }

    private void stain(Raster ground) {
        Mask spot = Shapes.lump(
                side,
                place(),
                place(),
                dice.between(2, 16),
                dice.between(2, 10),
                dice.angle(),
                0.5,
                dice.between(3, 9),
                dice.between(2, 6),
                dice.noise());
        ground.multiply(spot, Tint.grey(dice.between(0.65, 0.95)));
    }

    /** A manhole or a gully. */
    private void cover(Raster ground, Tint base) {
        double r = dice.between(4, 14);
        double cx = place();
        double cy = place();
        Tint iron = base.mixed(Tint.grey(dice.between(40, 110)), 0.8);
        ground.blend(Shapes.ellipse(side, cx, cy, r, r * tilt, 0, 1), iron.times(0.7));
        ground.blend(Shapes.ellipse(side, cx, cy, r * 0.85, r * 0.85 * tilt, 0, 1), iron);
    }

    /** A kerb with the verge, wall or footway behind it. */
    private void kerb(Raster ground) {
        double px = place();
        double py = place();
        double normal = dice.angle();
        Tint behind = dice.chance(0.4) ? new Tint(80, 105, 50).varied(dice, 30) : Tint.grey(dice.between(40, 190));
        Noise noise = dice.noise();
        double rough = dice.between(2, 20);
        Mask area = Shapes.halfPlane(side, px, py, normal, 1.2);
        ground.blend(area, (x, y) -> behind.plus(rough * noise.octaves(x / 2.5, y / 2.5, 2)));
        Mask stone = Shapes.band(side, px, py, normal + Math.PI / 2, dice.between(1, 3), 1, 0, noise);
        ground.blend(stone, Tint.grey(dice.between(90, 210)));
    }

    /** Beside the road: walls, windows, fences, people, goods, whatever: many small made things. */
    private void clutter(Raster ground) {
        Mask area = Shapes.halfPlane(side, place(), place(), dice.angle(), 1.2);
        int things = dice.whole(6, 30);
        for (int i = 0; i < things; i++) {
            Tint colour = new Tint(dice.between(15, 240), dice.between(15, 240), dice.between(15, 240));
            Tint dull = colour.mixed(Tint.grey(colour.luma()), dice.between(0.2, 1));
            Mask thing = Shapes.box(
                    side,
                    dice.between(0, side),
                    dice.between(0, side),
                    dice.logBetween(1, 14),
                    dice.logBetween(1, 14),
                    dice.between(-0.1, 0.1),
                    1);
            ground.blend(thing.times((x, y) -> area.at((int) x, (int) y)), dull);
        }
    }

    private double place() {
        return dice.between(0.1, 0.9) * side;
    }
}
