package io.streetward.models.training;

import java.util.List;

/**
 * Vehicles from ahead, behind, the side and above: large smooth panels, dark glass, lamps, tyres, the dark ground beneath;
 * much alike left and right. What keeps them from being taken for matter on the road is that they are built.
 */
final class Vehicles {
    private static final List<Tint> PAINTS = List.of(
            new Tint(228, 228, 228),
            new Tint(172, 174, 178),
            new Tint(95, 98, 104),
            new Tint(28, 29, 32),
            new Tint(140, 30, 30),
            new Tint(35, 55, 120),
            new Tint(50, 95, 70),
            new Tint(205, 165, 50),
            new Tint(150, 120, 95));

    private final Dice dice;

    Vehicles(Dice dice) {
        this.dice = dice;
    }

    /** One vehicle about a point; {@code half} is half its longer extent in pixels. */
    void paint(Raster picture, double cx, double cy, double half, double alpha) {
        double lean = dice.chance(0.5) ? 0 : dice.between(-0.35, 0.35);
        double slope = dice.chance(0.6) ? 0 : dice.between(-0.35, 0.35);
        int style = dice.weighted(List.of(5.0, 2.5, 1.2, 1.8, 1.5));
        double aspect = switch (style) {
            case 1 -> dice.between(0.35, 0.6);
            case 2, 3 -> dice.between(0.8, 1.9);
            case 4 -> dice.between(1.2, 2.2);
            default -> dice.between(0.65, 1.15);
        };
        double halfWidth = aspect > 1 ? half / aspect : half;
        double halfHeight = aspect > 1 ? half : half * aspect;
        Bodywork work = new Bodywork(picture, cx, cy, halfWidth, halfHeight, lean, slope, alpha);
        work.shadow(dice.between(-0.3, 0.3), 0.85, 1.1, 0.35, dice.between(0.3, 1.2), dice.between(0.15, 0.6));
        if (dice.chance(0.5)) { // the sun's
            work.shadow(dice.between(-0.9, 0.9), 0.6, 0.9, 0.5, dice.between(0.1, 0.5), dice.between(0.35, 0.7));
        }
        Tint paint = dice.pick(PAINTS).varied(dice, 18);
        switch (style) {
            case 1 -> side(work, paint);
            case 2 -> bus(work, paint);
            case 3 -> truck(work, paint);
            case 4 -> above(work, paint);
            default -> end(work, paint);
        }
    }

    /** Panels mirror sky above and road below. */
    private Bodywork.Finish gloss(Tint paint) {
        double shine = dice.between(-10, 40);
        double across = dice.between(-20, 20);
        double band = dice.between(-0.6, 0.6);
        double glint = dice.chance(0.4) ? dice.between(15, 70) : 0;
        return (u, v) -> paint.plus(-shine * v + across * u + glint * Math.exp(-80 * (v - band) * (v - band)));
    }

    private Bodywork.Finish glass() {
        Tint dark = new Tint(42, 48, 55).varied(dice, 22);
        double sky = dice.between(0, 110);
        double edge = dice.between(-1, 1);
        return (u, v) -> dark.plus(u + v < edge ? sky : sky / 4);
    }

    private Tint lamp() {
        return dice.chance(0.5) ? new Tint(240, 236, 218).varied(dice, 15) : new Tint(185, 40, 35).varied(dice, 25);
    }

    private static Tint tyre() {
        return Tint.grey(25);
    }

    /** Front or rear of a car or van. */
    private void end(Bodywork work, Tint paint) {
        double roof = dice.between(0.6, 0.9);
        double waist = dice.between(-0.25, 0.15);
        work.pair(0.75, 0.85, 0.17, 0.16, 0.4, tyre());
        work.part(0, (waist + 0.85) / 2, 0.97, (0.85 - waist) / 2, 0.4, gloss(paint));
        work.part(0, (waist - 1) / 2 + 0.05, roof, (waist + 1) / 2 + 0.05, 0.5, gloss(paint));
        work.part(0, waist - 0.28, roof * 0.86, dice.between(0.18, 0.3), 0.4, glass());
        work.pair(
                0.78, waist + dice.between(0.15, 0.35), dice.between(0.1, 0.2), dice.between(0.06, 0.14), 0.5, lamp());
        if (dice.chance(0.6)) {
            Tint grille = Tint.grey(dice.between(20, 70));
            work.part(0, waist + dice.between(0.3, 0.55), dice.between(0.3, 0.6), 0.08, 0.3, grille);
        }
        if (dice.chance(0.6)) {
            Tint plate = dice.chance(0.5) ? new Tint(40, 70, 165) : Tint.grey(220);
            work.part(0, dice.between(0.4, 0.65), 0.22, 0.07, 0.1, plate);
        }
        work.part(0, 0.82, 0.9, 0.09, 0.5, Tint.grey(dice.between(25, 90)));
    }

    private void side(Bodywork work, Tint paint) {
        double nose = dice.between(-0.25, 0.25);
        work.part(0, 0.3, 0.98, 0.45, 0.6, gloss(paint));
        work.part(nose, -0.45, dice.between(0.45, 0.65), 0.5, 0.6, gloss(paint));
        work.pair(0.26, -0.42, 0.22, 0.3, 0.4, Tint.grey(dice.between(30, 90)));
        work.pair(dice.between(0.5, 0.7), 0.7, 0.17, 0.32, 1, tyre());
        work.part(0.02, 0.2, 0.012, 0.35, 0, paint.times(0.5));
        work.pair(0.94, 0.15, 0.05, 0.1, 0.4, lamp());
    }

    private void bus(Bodywork work, Tint paint) {
        work.pair(0.7, 0.9, 0.2, 0.12, 0.4, tyre());
        work.part(0, -0.05, 0.97, 0.95, 0.25, gloss(paint));
        boolean row = dice.chance(0.5);
        if (row) {
            int windows = dice.whole(3, 6);
            Bodywork.Finish glass = glass();
            for (int i = 0; i < windows; i++) {
                double u = -0.85 + 1.7 * (i + 0.5) / windows;
                work.part(u, -0.35, 0.8 / windows, 0.28, 0.2, glass);
            }
        } else {
            work.part(0, -0.35, 0.88, dice.between(0.25, 0.4), 0.2, glass());
            work.part(0, -0.85, 0.6, 0.07, 0.1, dice.chance(0.5) ? new Tint(240, 180, 60) : Tint.grey(30));
        }
        work.part(0, dice.between(0.1, 0.4), 0.97, dice.between(0.04, 0.15), 0, dice.pick(PAINTS));
        work.pair(0.8, 0.65, 0.12, 0.08, 0.5, lamp());
    }

    private void truck(Bodywork work, Tint paint) {
        Tint box = dice.pick(PAINTS).varied(dice, 20);
        work.pair(0.7, 0.88, 0.22, 0.14, 0.4, tyre());
        work.part(0, -0.15, 0.97, 0.83, 0.08, gloss(box));
        int ribs = dice.chance(0.5) ? dice.whole(3, 8) : 0;
        for (int i = 0; i < ribs; i++) {
            work.part(-0.9 + 1.8 * i / Math.max(1, ribs - 1), -0.15, 0.02, 0.8, 0, box.times(0.7));
        }
        if (dice.chance(0.6)) { // seen from ahead
            work.part(0, 0.4, 0.85, 0.45, 0.3, gloss(paint));
            work.part(0, 0.2, 0.74, 0.18, 0.3, glass());
        } else {
            work.part(0, 0.72, 0.95, 0.07, 0, dice.chance(0.5) ? new Tint(200, 50, 40) : Tint.grey(40));
        }
        work.pair(0.8, 0.7, 0.1, 0.07, 0.4, lamp());
    }

    /** From a high mast: bonnet, windscreen, roof, rear window. */
    private void above(Bodywork work, Tint paint) {
        work.part(0, 0, 0.95, 0.98, 0.6, gloss(paint));
        Bodywork.Finish glass = glass();
        work.part(0, -0.38, 0.75, 0.13, 0.5, glass);
        work.part(0, 0.5, 0.7, 0.1, 0.5, glass);
        work.pair(0.84, 0.05, 0.06, 0.4, 0.5, Tint.grey(dice.between(30, 80)));
        work.part(0, 0.05, 0.7, 0.3, 0.4, gloss(paint.plus(dice.between(-5, 25))));
        work.pair(0.7, -0.92, 0.15, 0.05, 0.5, lamp());
    }
}
