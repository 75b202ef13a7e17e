package io.streetward.scene;

/**
 * Tells whether something came to a place, or left it and uncovered the ground, or only the light changed. What came has
 * its outline in the picture of now; what left had it before (San Miguel and Martínez 2008).
 */
final class Origin {
    enum Kind {
        CAME,
        UNCOVERED,
        SHADE,
        /** The border of a shade or a glare, or what only its surroundings make look different: the usual look from now on. */
        LIGHT,
        /** A sliver along an edge that was there before: the camera trembles. */
        EDGE
    }

    private static final double SLIVER_PX = 2.5;
    private static final double SLIVER_LENGTHS = 3;

    /** How much clearer the outline must have been before; pieces with an outline in both came in front of something. */
    private static final double CLEARER_BEFORE = 1.5;

    /**
     * Steepest step along the outline, against the contrast: a thing's edge is one or two pixels wide, so it takes most of
     * the contrast in one step, while glare and the shade of something high fade over many.
     */
    private static final double SOFT = 0.3;

    /** A shade smaller than this share of the picture is as likely a dark stone: 0.3 % is 690 of 640 × 360 pixels. */
    private static final double LEAST_SHADE_SHARE = 0.003;

    /** Sun and sky differ by up to ten times; street shadows on video keep a third of the light or more. */
    private static final double DARKEST_SHADE = 0.3;

    private static final double LIGHTEST_SHADE = 0.95;
    /** Spread of the darkening: one for the whole of a shade but for texture noise, many for things. */
    private static final double SHADE_SPREAD = 0.12;

    private static final double SHADE_COLOUR = 8;

    /** Natural logarithms of brightness ratios: a tenth darker is a shade, ratios within an eighth are the same shade. */
    private static final double LEAST_LIGHT = 0.1;

    /** Levels of brightness and colour together: what codec noise moves a pixel by. */
    private static final double SAME_LOOK = 8;

    private static final double SAME_LIGHT = 0.12;
    /** The usual look of the shaded ground follows the shade meanwhile, that of its border does not. */
    private static final double SAME_SHARE = 0.4;
    /** The corner of a shade has shade on a quarter of its sides; debris among debris has ground between. */
    private static final double BORDER_SHARE = 0.25;

    private static final int BESIDE_PX = 4;
    private static final int MOST_ASKED = 64;
    private static final int[][] DIRECTIONS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};

    private final int widthPx;
    private final int heightPx;
    private final Expected before;
    private final NowLook now;

    Origin(int widthPx, int heightPx, Expected before, NowLook now) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.before = before;
        this.now = now;
    }

    Kind of(Piece piece, boolean[] lasting) {
        if (piece.meanThicknessPx() <= SLIVER_PX && piece.lengthPx() >= SLIVER_LENGTHS * piece.meanThicknessPx()) {
            return Kind.EDGE;
        }
        if (isUnchanged(piece)) {
            return Kind.LIGHT;
        }
        double outlineBefore = outline(piece, lasting, before.luma);
        double outlineNow = outline(piece, lasting, now.luma);
        if (outlineBefore > CLEARER_BEFORE * outlineNow) {
            return Kind.UNCOVERED;
        }
        if (outlineNow < SOFT * piece.mean(i -> now.contrast(before, i))) {
            return Kind.SHADE;
        }
        boolean shade = piece.areaShare() >= LEAST_SHADE_SHARE && isShade(piece);
        return shade ? Kind.SHADE : isBorderOfLight(piece, lasting) ? Kind.LIGHT : Kind.CAME;
    }

    private boolean isShade(Piece piece) {
        double mean = piece.mean(this::ratio);
        double squares = piece.mean(i -> ratio(i) * ratio(i));
        double spread = Math.sqrt(Math.max(0, squares - mean * mean)) / mean;
        return mean > DARKEST_SHADE
                && mean < LIGHTEST_SHADE
                && spread < SHADE_SPREAD
                && piece.mean(this::colour) < SHADE_COLOUR;
    }

    /** Whether it looks as before, pixel by pixel: then only its surroundings became darker or brighter. */
    private boolean isUnchanged(Piece piece) {
        return piece.mean(i -> now.contrast(before, i) + colour(i)) < SAME_LOOK;
    }

    private int colour(int i) {
        return Math.abs(Look.at(now.red, i) - Look.at(before.red, i))
                + Math.abs(Look.at(now.blue, i) - Look.at(before.blue, i));
    }

    /**
     * Whether the ground beside it became as much darker or brighter as itself: it is the border of a shade or a glare, where
     * its surroundings are half lit.
     */
    private boolean isBorderOfLight(Piece piece, boolean[] lasting) {
        double ratio = piece.mean(this::ratio);
        double change = Math.abs(Math.log(ratio));
        if (change < LEAST_LIGHT) {
            return false;
        }
        double same = Math.max(SAME_LIGHT, SAME_SHARE * change);
        int beside = 0;
        int alike = 0;
        for (int k = 0; k < piece.count(); k += Math.max(1, piece.count() / MOST_ASKED)) {
            int x = piece.pixel(k) % widthPx;
            int y = piece.pixel(k) / widthPx;
            for (int[] direction : DIRECTIONS) {
                for (int distance = BESIDE_PX; distance <= BESIDE_PX + piece.lengthPx(); distance += piece.lengthPx()) {
                    int bx = x + direction[0] * distance;
                    int by = y + direction[1] * distance;
                    boolean inside = bx >= 0 && by >= 0 && bx < widthPx && by < heightPx;
                    if (inside && !lasting[by * widthPx + bx]) {
                        beside++;
                        alike += Math.abs(Math.log(ratio(by * widthPx + bx) / ratio)) < same ? 1 : 0;
                    }
                }
            }
        }
        return beside > 0 && alike >= BORDER_SHARE * beside;
    }

    private double ratio(int i) {
        return (Look.at(now.luma, i) + 1.0) / (Look.at(before.luma, i) + 1.0);
    }

    /** Mean gradient along the outline, the strongest within two pixels. */
    private double outline(Piece piece, boolean[] lasting, byte[] luma) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < piece.count(); k++) {
            int i = piece.pixel(k);
            int x = i % widthPx;
            int y = i / widthPx;
            if (x < 3 || y < 3 || x >= widthPx - 3 || y >= heightPx - 3) {
                continue;
            }
            boolean inside = lasting[i - 1] && lasting[i + 1] && lasting[i - widthPx] && lasting[i + widthPx];
            if (!inside) {
                sum += strongest(luma, i);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private double strongest(byte[] luma, int at) {
        int strongest = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                int i = at + dy * widthPx + dx;
                if (i > widthPx && i < luma.length - widthPx - 1) {
                    int gradient = Math.abs(Look.at(luma, i + 1) - Look.at(luma, i - 1))
                            + Math.abs(Look.at(luma, i + widthPx) - Look.at(luma, i - widthPx));
                    strongest = Math.max(strongest, gradient);
                }
            }
        }
        return strongest;
    }
}
