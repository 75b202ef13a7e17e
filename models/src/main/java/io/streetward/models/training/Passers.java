package io.streetward.models.training;

import java.util.List;

/**
 * Things that are no residue: vehicles, people, two-wheelers, cones and barriers, leaves and paper on the wind. They are
 * made of few smooth parts with straight or round outlines, which is what tells them from matter.
 */
final class Passers {
    private static final List<Tint> PAINTS = List.of(
            new Tint(225, 225, 225),
            new Tint(170, 172, 176),
            new Tint(95, 98, 104),
            new Tint(30, 31, 34),
            new Tint(140, 30, 30),
            new Tint(35, 55, 120),
            new Tint(50, 95, 70),
            new Tint(200, 165, 50),
            new Tint(150, 120, 95));

    private final Dice dice;

    Passers(Dice dice) {
        this.dice = dice;
    }

    /** A vehicle or, larger than the patch, a part of one. */
    void vehicle(Raster picture, double cx, double cy, double half, double alpha) {
        new Vehicles(dice).paint(picture, cx, cy, half, alpha);
    }

    /** A standing or walking person with a shadow. */
    void person(Raster picture, double cx, double cy, double half, double alpha) {
        int side = picture.side();
        double w = half * dice.between(0.25, 0.4);
        Tint coat = dice.pick(PAINTS).varied(dice, 25);
        Tint trousers = Tint.grey(dice.between(25, 120)).varied(dice, 20);
        Mask thrown = Shapes.ellipse(
                side, cx + dice.between(-1, 1) * half, cy + half, half * 0.9, w * 0.7, dice.between(-0.6, 0.6), 2);
        picture.multiply(thrown.times(alpha), Tint.grey(dice.between(0.4, 0.9)));
        double stride = w * dice.between(0.1, 0.7);
        for (int s = -1; s <= 1; s += 2) {
            picture.blend(
                    Shapes.box(side, cx + s * stride, cy + half * 0.55, w * 0.35, half * 0.45, s * 0.15, 1)
                            .times(alpha),
                    trousers);
        }
        picture.blend(
                Shapes.ellipse(side, cx, cy - half * 0.2, w, half * 0.42, 0, 1.2)
                        .times(alpha),
                coat);
        Tint skin = dice.chance(0.5) ? new Tint(190, 150, 125) : Tint.grey(dice.between(20, 60));
        picture.blend(
                Shapes.ellipse(side, cx, cy - half * 0.78, w * 0.5, half * 0.18, 0, 1)
                        .times(alpha),
                skin);
    }

    /** A bicycle or scooter with a rider on it. */
    void twoWheeler(Raster picture, double cx, double cy, double half, double alpha) {
        int side = picture.side();
        for (int s = -1; s <= 1; s += 2) {
            double wx = cx + s * half * 0.55;
            picture.blend(
                    Shapes.ellipse(side, wx, cy + half * 0.65, half * 0.28, half * 0.3, 0, 1)
                            .times(alpha),
                    Tint.grey(30));
        }
        picture.blend(
                Shapes.box(side, cx, cy + half * 0.45, half * 0.5, half * 0.15, dice.between(-0.3, 0.3), 1.2)
                        .times(alpha),
                dice.pick(PAINTS));
        person(picture, cx, cy - half * 0.1, half * 0.8, alpha);
    }

    /** A traffic cone, a post or a striped barrier: put there on purpose. */
    void barrier(Raster picture, double cx, double cy, double half) {
        int side = picture.side();
        Tint signal = new Tint(215, dice.between(60, 110), 30).varied(dice, 15);
        Tint stripe = new Tint(230, 230, 225).varied(dice, 12);
        boolean wide = dice.chance(0.35);
        double hx = wide ? half : half * dice.between(0.15, 0.4);
        double hy = wide ? half * dice.between(0.2, 0.5) : half;
        double taper = wide ? 0 : dice.between(0, 0.8);
        double pitch = dice.between(0.3, 0.8) * Math.min(hx, hy) + 2;
        double slant = wide ? 1 : 0;
        Mask body = Mask.of(side, (x, y) -> {
            double down = Math.max(0, Math.min(1, (y - cy + hy) / (2 * hy)));
            double width = hx * (1 - taper * (1 - down));
            return 0.5 + Math.min(width - Math.abs(x - cx), hy - Math.abs(y - cy));
        });
        Mask thrown = Shapes.ellipse(side, cx + hx, cy + hy, hx * 1.3, Math.max(1, hy * 0.25), 0, 2);
        picture.multiply(thrown, Tint.grey(dice.between(0.4, 0.9)));
        picture.blend(
                body, (x, y) -> Math.floorMod((int) Math.floor((y + slant * x) / pitch), 2) == 0 ? signal : stripe);
    }

    /** Leaves, paper, a plastic bag on the wind: few, smooth, drawn out along their way. */
    void windborne(Raster picture, double cx, double cy, double reach) {
        int side = picture.side();
        int count = dice.whole(1, 8);
        double way = dice.angle();
        List<Tint> colours = List.of(new Tint(130, 115, 45), new Tint(95, 120, 50), new Tint(215, 215, 212));
        for (int i = 0; i < count; i++) {
            double r = dice.between(0.7, 4);
            double drawn = r * dice.between(2, 7);
            Mask leaf = Shapes.ellipse(
                    side,
                    cx + dice.between(-1, 1) * reach,
                    cy + dice.between(-1, 1) * reach,
                    drawn,
                    r,
                    way + dice.between(-0.3, 0.3),
                    Math.max(1.5, r));
            picture.blend(
                    leaf.times(dice.between(0.15, 0.6)), dice.pick(colours).varied(dice, 25));
        }
    }
}
