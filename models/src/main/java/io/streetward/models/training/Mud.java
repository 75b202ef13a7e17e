package io.streetward.models.training;

import java.util.List;

/** Puts a thin dirty layer on the ground: tracks of wheels, smears, splashes. The ground shows through. */
final class Mud {
    /** Wet loam, dry loam, ochre clay, grey slurry. */
    private static final List<Tint> MATTER =
            List.of(new Tint(75, 55, 38), new Tint(135, 108, 78), new Tint(165, 122, 70), new Tint(118, 110, 98));

    private final Dice dice;

    Mud(Dice dice) {
        this.dice = dice;
    }

    void spill(Raster picture, Debris.Place place) {
        Tint matter = matter(picture);
        switch (dice.weighted(List.of(5.0, 3.0, 1.5))) {
            case 0 -> tracks(picture, place, matter);
            case 1 -> smear(picture, place, matter);
            default -> {
                tracks(picture, place, matter);
                smear(picture, place, matter);
            }
        }
    }

    private Tint matter(Raster picture) {
        Tint ground = picture.mean();
        Tint matter = dice.pick(MATTER).varied(dice, 18).times(dice.between(0.8, 1.2));
        double difference =
                Math.abs(matter.luma() - ground.luma()) + Math.abs(matter.r() - matter.b() - ground.r() + ground.b());
        return difference > 25 ? matter : matter.mixed(new Tint(60, 42, 28), 0.7);
    }

    /** One to three stripes side by side, with tread, fading along the way. */
    private void tracks(Raster picture, Debris.Place place, Tint matter) {
        int side = picture.side();
        int stripes = dice.whole(1, 3);
        double direction = dice.angle();
        double half = Math.max(1, place.reach() * dice.between(0.08, 0.3));
        double gap = half * dice.between(2.5, 5);
        double strength = dice.between(0.3, 0.85);
        double wander = dice.between(0, 3);
        Noise sway = dice.noise();
        Noise patchy = dice.noise();
        double grain = dice.between(2, 8);
        double tread = dice.chance(0.5) ? dice.between(0.1, 0.6) : 0;
        double pitch = dice.between(1.5, 5);
        double from = -place.reach() * dice.between(0.8, 3);
        double to = place.reach() * dice.between(0.8, 3);
        for (int i = 0; i < stripes; i++) {
            double off = (i - (stripes - 1) / 2.0) * gap;
            double px = place.cx() - Math.sin(direction) * off;
            double py = place.cy() + Math.cos(direction) * off;
            Mask stripe = Shapes.band(side, px, py, direction, half, dice.between(1, 1 + half), wander, sway);
            Mask laid = stripe.times((x, y) -> {
                double along = Math.cos(direction) * (x - px) + Math.sin(direction) * (y - py);
                double ends = Mask.clamp((along - from) / 6) * Mask.clamp((to - along) / 6);
                double lugs = 1 - tread * (0.5 + 0.5 * Math.sin(2 * Math.PI * along / pitch));
                return ends * lugs * Mask.clamp(0.75 + 0.7 * patchy.octaves(x / grain, y / grain, 3));
            });
            picture.blend(laid.times(strength), grainy(matter));
        }
    }

    /** A translucent patch with streaks along the way. */
    private void smear(Raster picture, Debris.Place place, Tint matter) {
        int side = picture.side();
        double turn = dice.angle();
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        Noise streaks = dice.noise();
        double fine = dice.between(1, 4);
        double stretch = dice.between(2, 8);
        Mask area = Shapes.lump(
                side,
                place.cx(),
                place.cy(),
                place.reach(),
                Math.max(2, place.reach() * dice.between(0.3, 0.8)),
                turn,
                dice.between(0.3, 0.9),
                Math.max(2, place.reach() * dice.between(0.3, 0.8)),
                dice.logBetween(2, 10),
                dice.noise());
        Mask laid = area.times((x, y) -> {
            double u = (cos * x + sin * y) / (fine * stretch);
            double v = (-sin * x + cos * y) / fine;
            return Mask.clamp(0.7 + 0.8 * streaks.octaves(u, v, 3));
        });
        picture.blend(laid.times(dice.between(0.35, 0.9)), grainy(matter));
    }

    private Raster.Paint grainy(Tint matter) {
        Noise noise = dice.noise();
        double rough = dice.between(2, 12);
        return (x, y) -> matter.plus(rough * noise.octaves(x / 2, y / 2, 2));
    }
}
