package io.streetward.models.training;

import java.util.List;

/**
 * Puts solid matter on the ground: heaps, clods, gravel, sand, stones, rubble; alone, in a cluster, in a trail. Light
 * falls from one side, so that pieces have a lit and a dark flank and throw a short shadow.
 */
final class Debris {
    /** Soil wet and dry, ochre, sand, crushed stone light and dark, coal or asphalt, lime, brick. */
    private static final List<Tint> MATTER = List.of(
            new Tint(85, 60, 40),
            new Tint(125, 95, 65),
            new Tint(165, 120, 65),
            new Tint(190, 165, 125),
            new Tint(150, 150, 148),
            new Tint(95, 95, 98),
            new Tint(40, 38, 36),
            new Tint(215, 212, 205),
            new Tint(150, 80, 60));

    private final Dice dice;
    private final double tilt;
    private final double light;
    private final double shadow;

    Debris(Dice dice, double tilt) {
        this.dice = dice;
        this.tilt = tilt;
        this.light = dice.angle();
        this.shadow = dice.chance(0.75) ? dice.between(0.2, 0.7) : dice.between(0, 0.2);
    }

    /**
     * Where the matter lies.
     *
     * @param cx centre in pixels
     * @param cy centre in pixels
     * @param reach half of its longer extent in pixels
     */
    record Place(double cx, double cy, double reach) {}

    void spill(Raster picture, Place place) {
        int kinds = dice.chance(0.3) ? 2 : 1;
        for (int i = 0; i < kinds; i++) {
            Tint matter = matter(picture);
            Place at = i == 0 ? place : elsewhere(place);
            switch (dice.weighted(List.of(3.0, 3.0, 2.0, 2.0))) {
                case 0 -> heaps(picture, at, matter);
                case 1 -> pieces(picture, at, matter);
                case 2 -> scatter(picture, at, matter);
                default -> {
                    heaps(picture, at, matter);
                    pieces(picture, at, matter);
                }
            }
        }
    }

    private Place elsewhere(Place place) {
        return new Place(
                place.cx + dice.between(-0.5, 0.5) * place.reach,
                place.cy + dice.between(-0.5, 0.5) * place.reach,
                place.reach * dice.between(0.4, 0.9));
    }

    /**
     * Most matter is duller than its name. Debris of the road's own brightness and colour shows by its grain alone, which
     * is left to half of such draws; the others are made darker or lighter.
     */
    private Tint matter(Raster picture) {
        Tint ground = picture.mean();
        Tint pure = dice.pick(MATTER);
        Tint matter = pure.mixed(Tint.grey(pure.luma()), dice.between(0, 0.7))
                .varied(dice, 20)
                .times(dice.between(0.75, 1.2));
        double difference =
                Math.abs(matter.luma() - ground.luma()) + Math.abs(matter.r() - matter.b() - ground.r() + ground.b());
        boolean seen = difference > 18 || dice.chance(0.5);
        return seen ? matter : matter.plus(ground.luma() > 120 ? -35 : 35);
    }

    /** One to six heaps with a grainy, shaded surface. */
    private void heaps(Raster picture, Place place, Tint matter) {
        int side = picture.side();
        int count = dice.whole(1, 6);
        double direction = dice.angle();
        double grain = dice.logBetween(1, 5);
        double rough = dice.between(12, 60);
        double alpha = dice.between(0.75, 1);
        for (int i = 0; i < count; i++) {
            double along = count == 1 ? 0 : (2.0 * i / (count - 1) - 1) * place.reach * 0.7;
            double r = place.reach * (count == 1 ? 1 : dice.between(0.25, 0.6));
            double flat = dice.between(0.4, 1) * tilt;
            double cx = place.cx + Math.cos(direction) * along;
            double cy = place.cy + Math.sin(direction) * along * tilt;
            Mask heap = Shapes.lump(
                    side,
                    cx,
                    cy,
                    r,
                    Math.max(1, r * flat),
                    dice.between(-0.5, 0.5),
                    dice.between(0.2, 0.9),
                    Math.max(1.5, r * dice.between(0.25, 0.8)),
                    dice.logBetween(0.8, Math.max(1, r / 2)),
                    dice.noise());
            cast(picture, heap, Math.max(1, r * 0.15));
            Noise surface = dice.noise();
            double slope = dice.between(0, 35) / Math.max(1, r);
            picture.blend(heap.times(alpha), (x, y) -> {
                double lit = slope * (Math.cos(light) * (x - cx) + Math.sin(light) * (y - cy));
                return matter.plus(lit + relief(surface, x, y, grain, rough));
            });
        }
    }

    /** Lit from one side: the slope of the relief towards the light. */
    private double relief(Noise surface, double x, double y, double grain, double rough) {
        double ahead = surface.octaves((x + Math.cos(light)) / grain, (y + Math.sin(light)) / grain / tilt, 2);
        return rough
                * (surface.octaves(x / grain, y / grain / tilt, 2) * 0.7
                        + (ahead
                                        - surface.octaves(
                                                (x - Math.cos(light)) / grain, (y - Math.sin(light)) / grain / tilt, 2))
                                * 0.5);
    }

    /** One to sixty pieces, most of them small, each an irregular polygon. */
    private void pieces(Raster picture, Place place, Tint matter) {
        int count = (int) Math.round(dice.logBetween(1, 60));
        // A few pieces fill the place, many are small in it.
        double largest = Math.max(1.2, place.reach * (count == 1 ? 1 : dice.between(0.8, 1.6) / Math.sqrt(count)));
        int form = dice.whole(0, 2);
        double direction = dice.angle();
        boolean blocks = dice.chance(0.2);
        for (int i = 0; i < count; i++) {
            double u = form == 0 ? dice.gaussian() * 0.45 : dice.between(-1, 1);
            double v = form == 0 ? dice.gaussian() * 0.45 : dice.between(-1, 1) * (form == 1 ? 1 : 0.25);
            u = Math.max(-1, Math.min(1, u));
            v = Math.max(-1, Math.min(1, v));
            double far = count == 1 ? 0 : Math.max(0, place.reach - largest / 2);
            double cx = place.cx + far * (u * Math.cos(direction) - v * Math.sin(direction));
            double cy = place.cy + far * (u * Math.sin(direction) + v * Math.cos(direction)) * tilt;
            double r = count == 1 ? largest : Math.max(0.8, largest * dice.logBetween(0.25, 1));
            piece(picture, cx, cy, r, matter.varied(dice, 22), blocks);
        }
    }

    private void piece(Raster picture, double cx, double cy, double r, Tint colour, boolean block) {
        int corners = block ? 4 : dice.whole(5, 9);
        double turn = dice.angle();
        double narrow = block ? dice.between(0.3, 0.9) : dice.between(0.55, 1);
        double[] normals = new double[corners];
        double[] distances = new double[corners];
        for (int k = 0; k < corners; k++) {
            normals[k] = turn + 2 * Math.PI * (k + (block ? 0 : dice.between(-0.3, 0.3))) / corners;
            distances[k] = r * (k % 2 == 0 ? 1 : narrow) * (block ? 1 : dice.between(0.75, 1.05));
        }
        double throwFar = Math.max(0.7, r * 0.35);
        double sx = -Math.cos(light) * throwFar;
        double sy = -Math.sin(light) * throwFar;
        double relief = dice.between(8, 45);
        int reach = (int) Math.ceil(r + throwFar + 2);
        for (int y = (int) cy - reach; y <= cy + reach; y++) {
            for (int x = (int) cx - reach; x <= cx + reach; x++) {
                double dark = inside(normals, distances, x + 0.5 - cx - sx, (y + 0.5 - cy - sy) / tilt);
                picture.blend(x, y, dark * shadow, Tint.grey(25));
            }
        }
        for (int y = (int) cy - reach; y <= cy + reach; y++) {
            for (int x = (int) cx - reach; x <= cx + reach; x++) {
                double dx = x + 0.5 - cx;
                double dy = (y + 0.5 - cy) / tilt;
                double lit = relief * (Math.cos(light) * dx + Math.sin(light) * dy) / Math.max(1, r);
                picture.blend(x, y, inside(normals, distances, dx, dy), colour.plus(lit));
            }
        }
    }

    private static double inside(double[] normals, double[] distances, double dx, double dy) {
        double depth = Double.MAX_VALUE;
        for (int k = 0; k < normals.length; k++) {
            depth = Math.min(depth, distances[k] - Math.cos(normals[k]) * dx - Math.sin(normals[k]) * dy);
        }
        return Math.max(0, Math.min(1, 0.5 + depth));
    }

    /** Sand or fine gravel: grains whose density falls off from the middle, some of it a thin veil. */
    private void scatter(Raster picture, Place place, Tint matter) {
        int side = picture.side();
        Noise grains = dice.noise();
        Noise clouds = dice.noise();
        double grain = dice.logBetween(0.7, 2.5);
        double veil = dice.between(0, 0.6);
        double density = dice.between(-0.1, 0.8);
        double ry = Math.max(1.5, place.reach * dice.between(0.25, 1) * tilt);
        double turn = dice.between(-0.6, 0.6);
        Mask area = Shapes.lump(
                side,
                place.cx,
                place.cy,
                place.reach,
                ry,
                turn,
                0.5,
                Math.max(2, place.reach / 2),
                Math.max(1.5, ry),
                clouds);
        Mask cover = area.times((x, y) ->
                Mask.clamp(veil + (1 - veil) * (0.5 + 2 * (grains.octaves(x / grain, y / grain, 2) + density - 0.4))));
        Noise tones = dice.noise();
        double rough = dice.between(10, 45);
        picture.blend(cover, (x, y) -> matter.plus(rough * tones.octaves(x / grain, y / grain, 2)));
    }

    private void cast(Raster picture, Mask heap, double far) {
        int dx = (int) Math.round(-Math.cos(light) * far);
        int dy = (int) Math.round(-Math.sin(light) * far * tilt);
        picture.multiply(heap.moved(dx, dy).blurred(0.7), Tint.grey(1 - 0.8 * shadow));
    }
}
