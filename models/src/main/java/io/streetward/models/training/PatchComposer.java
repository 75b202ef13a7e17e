package io.streetward.models.training;

import io.streetward.detect.PatchPair;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Composes pairs of patches: a piece of ground before, and after something became of it. A pair is a function of its seed
 * and of the stills given; nothing of it comes from footage that the product is measured on.
 *
 * <p>The painted scene is wider than the patch, so that a camera that moved sees more ground and no made-up edge.
 */
public final class PatchComposer {
    /** The square that a patch shows, as a factor on the longer side of the changed region's box. */
    public static final double MARGIN = 1.6;

    private static final int SIDE = PatchPair.SIDE_PX;
    private static final int SCENE = SIDE + 16;
    /** Shares of debris, mud and none: at a real site most changes are none, but a network learns from balanced ones. */
    private static final List<Double> LABELS = List.of(0.34, 0.14, 0.52);

    private static final double REAL_SHARE = 0.5;
    private static final int MOST_DRAWS = 8;
    /** About four times the noise of a fair sensor, over a spot of some ten pixels. */
    private static final int VISIBLE_LEVELS = 14;

    private static final int VISIBLE_VALUES = 30;

    private final Stills stills;

    /** Composes with {@code stills} beside painted pictures. */
    public PatchComposer(Stills stills) {
        this.stills = stills;
    }

    /** The pairs of the seeds {@code first .. first + count - 1}, in that order. */
    public List<LabelledPair> compose(long first, int count) {
        return LongStream.range(first, first + count)
                .parallel()
                .mapToObj(this::compose)
                .toList();
    }

    /** The pair of one seed. Residue that the camera cannot show is drawn anew: no background model would raise it. */
    public LabelledPair compose(long seed) {
        Dice dice = new Dice(seed);
        LabelledPair pair = draw(dice);
        for (int i = 0; i < MOST_DRAWS && pair.label() != ResidueLabel.NONE && !visible(pair.pair()); i++) {
            pair = draw(dice);
        }
        return pair;
    }

    private static boolean visible(PatchPair pair) {
        int changed = 0;
        for (int i = 0; i < PatchPair.SIZE_BYTES; i++) {
            int difference = (pair.after().get(i) & 0xff) - (pair.before().get(i) & 0xff);
            changed += Math.abs(difference) >= VISIBLE_LEVELS ? 1 : 0;
        }
        return changed >= VISIBLE_VALUES;
    }

    private LabelledPair draw(Dice dice) {
        double tilt = dice.between(0.35, 1);
        Scene scene = new Scene(dice, new CameraLook(dice), tilt, ground(dice, tilt));
        ResidueLabel label = ResidueLabel.ORDER.get(dice.weighted(LABELS));
        scene.prepare();
        switch (label) {
            case DEBRIS -> scene.debris();
            case MUD -> scene.mud();
            case NONE -> scene.none();
        }
        return scene.finish(label);
    }

    private Raster ground(Dice dice, double tilt) {
        if (!stills.grounds().isEmpty() && dice.chance(REAL_SHARE)) {
            return stills.ground(dice, SCENE);
        }
        return new Ground(dice, SCENE, tilt).paint();
    }

    /** One pair in the making. */
    private final class Scene {
        private final Dice dice;
        private final CameraLook camera;
        private final double tilt;
        private Raster before;
        private Raster after;
        private String what = "";
        /** How far the camera gave way, in camera pixels. */
        private double shift;

        Scene(Dice dice, CameraLook camera, double tilt, Raster ground) {
            this.dice = dice;
            this.camera = camera;
            this.tilt = tilt;
            this.before = ground;
            this.after = ground;
        }

        /** What both looks have in common, and what may change beside the point. */
        void prepare() {
            if (dice.chance(0.08)) { // an older, known residue
                new Debris(dice, tilt).spill(before, place());
            }
            if (dice.chance(0.08)) { // it stands there all the time
                paint(before, "vehicle", 1);
            }
            after = before.copy();
            if (dice.chance(0.1)) { // dense traffic while the usual look was learnt
                before = torn(before, "vehicle");
            }
            shift = dice.chance(0.5) ? dice.between(0, 0.7) : 0;
        }

        void debris() {
            what = "debris";
            new Debris(dice, tilt).spill(after, place());
            meanwhile();
        }

        void mud() {
            what = "mud";
            new Mud(dice).spill(after, place());
            meanwhile();
        }

        /** The light, too, is not the same after a while. */
        private void meanwhile() {
            if (dice.chance(0.5)) {
                LightChange.exposure(dice, after, 0.35);
            }
            if (dice.chance(0.12)) {
                LightChange.shadow(dice, dice.chance(0.5) ? after : before);
            }
            if (dice.chance(0.05)) {
                LightChange.wet(dice, after);
            }
        }

        void none() {
            List<Double> weights = List.of(1.0, 2.2, 1.2, 0.7, 1.5, 2.0, 6.0, 1.2, 0.8, 0.7, 0.6, 0.6, 1.5, 0.7, 1.2);
            switch (dice.weighted(weights)) {
                case 0 -> what = "unchanged";
                case 1 -> shadows();
                case 2 -> {
                    what = "exposure";
                    LightChange.exposure(dice, after, 1);
                }
                case 3 -> {
                    what = "glare";
                    LightChange.glare(dice, after);
                }
                case 4 -> {
                    what = "wet";
                    LightChange.wet(dice, after);
                }
                case 5 -> {
                    what = "camera moved";
                    shift = dice.between(0.7, 3);
                }
                case 6 -> passer("vehicle");
                case 7 -> passer("person");
                case 8 -> passer("two-wheeler");
                case 9 -> passer("barrier");
                case 10 -> {
                    what = "windborne";
                    Debris.Place place = place();
                    new Passers(dice).windborne(after, place.cx(), place.cy(), place.reach());
                }
                case 11 -> {
                    what = "rubber";
                    rubber();
                }
                case 12 -> gone();
                case 13 -> {
                    what = "compression";
                    new BlockCodec(SCENE).apply(after, dice.between(20, 70), dice.whole(0, 7));
                    after.blur(dice.between(0, 1.5));
                }
                default -> {
                    what = "verge";
                    verge();
                }
            }
            if (dice.chance(0.3)) {
                LightChange.exposure(dice, after, 0.5);
            }
            if (dice.chance(0.1)) {
                shift = Math.max(shift, dice.between(0, 1.5));
            }
        }

        private void shadows() {
            what = "shadow";
            // Comes or goes: what was in the background for long may be the shadow.
            Raster changed = dice.chance(0.65) ? after : before;
            int count = dice.whole(1, 3);
            for (int i = 0; i < count; i++) {
                LightChange.shadow(dice, changed);
            }
        }

        private void passer(String kind) {
            what = kind;
            if (dice.chance(0.3)) {
                what = kind + ", torn";
                after = torn(after, kind);
            } else {
                paint(after, kind, dice.chance(0.15) ? dice.between(0.3, 0.8) : 1);
            }
        }

        private Raster torn(Raster ground, String kind) {
            Debris.Place place = place();
            double half = place.reach() * dice.between(0.8, 1.6);
            return new Traffic(dice)
                    .median(
                            ground,
                            half * dice.between(0.05, 0.7),
                            (picture, dx, dy, same) ->
                                    paint(picture, kind, place.cx() + dx, place.cy() + dy, half, 1, same));
        }

        private void paint(Raster picture, String kind, double alpha) {
            Debris.Place place = place();
            // Most regions are the whole thing; some are a part of a larger one.
            double times = dice.chance(0.7) ? dice.between(0.85, 1.15) : dice.between(1.2, 2.4);
            paint(picture, kind, place.cx(), place.cy(), place.reach() * times, alpha, dice);
        }

        private void paint(Raster picture, String kind, double cx, double cy, double half, double alpha, Dice looks) {
            if (!stills.objects().isEmpty() && !kind.equals("barrier") && looks.chance(REAL_SHARE)) {
                stills.paste(looks, picture, cx, cy, half, alpha);
                return;
            }
            Passers passers = new Passers(looks);
            switch (kind) {
                case "vehicle" -> passers.vehicle(picture, cx, cy, half, alpha);
                case "person" -> passers.person(picture, cx, cy, half, alpha);
                case "two-wheeler" -> passers.twoWheeler(picture, cx, cy, half, alpha);
                default -> passers.barrier(picture, cx, cy, half);
            }
        }

        /** Skid marks: black, thin, no matter. */
        private void rubber() {
            Noise noise = dice.noise();
            double direction = dice.angle();
            double half = dice.between(0.8, 4);
            double gap = half * dice.between(4, 9);
            for (int i = 0; i < dice.whole(1, 2); i++) {
                Mask mark = Shapes.band(
                        SCENE, SCENE / 2.0 + i * gap, SCENE / 2.0, direction, half, dice.between(1, 3), 1, noise);
                after.multiply(mark, Tint.grey(dice.between(0.45, 0.8)));
            }
        }

        /** Something was there before and is no more: swept up, driven off. The background model sees a change too. */
        private void gone() {
            what = "gone";
            switch (dice.whole(0, 3)) {
                case 0 -> new Debris(dice, tilt).spill(before, place());
                case 1 -> new Mud(dice).spill(before, place());
                case 2 -> paint(before, "vehicle", 1);
                default -> paint(before, dice.chance(0.5) ? "person" : "barrier", 1);
            }
        }

        /** Grass, leaves and crowds move a little and look different each time. */
        private void verge() {
            Tint colour = dice.chance(0.6) ? new Tint(60, 85, 40).varied(dice, 35) : Tint.grey(dice.between(30, 160));
            double rough = dice.between(12, 70);
            double grain = dice.logBetween(1, 6);
            double sway = dice.between(0.3, 3);
            Noise leaves = dice.noise();
            Mask area = dice.chance(0.5)
                    ? Mask.of(SCENE, (x, y) -> 1)
                    : Shapes.halfPlane(
                            SCENE, SCENE * dice.between(0.2, 0.8), SCENE * dice.between(0.2, 0.8), dice.angle(), 3);
            for (Raster picture : List.of(before, after)) {
                double dx = dice.between(-sway, sway);
                double dy = dice.between(-sway, sway);
                Noise own = dice.noise();
                picture.blend(
                        area,
                        (x, y) -> colour.plus(rough
                                * (0.7 * leaves.octaves((x + dx) / grain, (y + dy) / grain, 2)
                                        + 0.5 * own.octaves(x / grain, y / grain, 2))));
            }
        }

        /**
         * The patch is cut about the region's box with a margin of 1.6, so the change mostly spans 1 / 1.6 of it; but the
         * region may be too large or small, cut in two, or be one piece of many, and it is not always centred.
         */
        private Debris.Place place() {
            double extent = dice.chance(0.65) ? dice.between(0.45, 0.72) : dice.logBetween(0.06, 0.9);
            double slack = Math.max(4, (1 - extent) * 0.45 * SIDE);
            double reach = extent * SIDE / 2;
            return new Debris.Place(
                    SCENE / 2.0 + Math.max(-1, Math.min(1, 0.4 * dice.gaussian())) * slack,
                    SCENE / 2.0 + Math.max(-1, Math.min(1, 0.4 * dice.gaussian())) * slack,
                    reach);
        }

        LabelledPair finish(ResidueLabel label) {
            double px = shift * camera.patchPixelsPerCameraPixel();
            double limit = (SCENE - SIDE) / 2.0;
            px = Math.min(px, limit);
            double way = dice.angle();
            boolean moved = px > 0;
            double turn = moved && dice.chance(0.3) ? dice.between(-0.02, 0.02) : 0;
            double enlarge = moved && dice.chance(0.2) ? dice.between(0.99, 1.01) : 1;
            Raster first = before.seen(SIDE, 0, 0, 0, 1);
            Raster second = after.seen(SIDE, px * Math.cos(way), px * Math.sin(way), turn, enlarge);
            double calm = dice.between(0.15, 0.5);
            double now = dice.chance(0.5) ? dice.between(calm, 0.6) : 1;
            PatchPair pair = new PatchPair(camera.take(first, calm), camera.take(second, now));
            return new LabelledPair(dice.chance(0.5) ? Mirror.of(pair) : pair, label, what);
        }
    }
}
