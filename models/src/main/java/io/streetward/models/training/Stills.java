package io.streetward.models.training;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Real pictures to compose with, beside the painted ones; both lists may be empty.
 *
 * @param grounds pictures of road surface, for instance stills of the site's own cameras without traffic; crops are taken
 * @param objects cut-outs of vehicles and people, each filling its picture
 */
public record Stills(List<BufferedImage> grounds, List<BufferedImage> objects) {
    /** Nothing but painted pictures. */
    public static final Stills NONE = new Stills(List.of(), List.of());

    /** Crops from this size on, in the picture's pixels: what a camera spends on a small piece far away. */
    private static final int SMALLEST_CROP_PX = 24;

    private static final int LARGEST_CROP_PX = 200;

    public Stills {
        grounds = List.copyOf(grounds);
        objects = List.copyOf(objects);
    }

    /** A square of some picture's ground. */
    Raster ground(Dice dice, int side) {
        BufferedImage picture = dice.pick(grounds);
        int limit = Math.min(LARGEST_CROP_PX, Math.min(picture.getWidth(), picture.getHeight()));
        int crop = (int) dice.logBetween(Math.min(SMALLEST_CROP_PX, limit), limit);
        int x = dice.whole(0, picture.getWidth() - crop);
        int y = dice.whole(0, picture.getHeight() - crop);
        return raster(picture.getSubimage(x, y, crop, crop), side, side);
    }

    /** Lays some object's cut-out over a picture, its corners rounded off so that less of its own ground comes along. */
    void paste(Dice dice, Raster picture, double cx, double cy, double half, double alpha) {
        BufferedImage object = dice.pick(objects);
        double longer = Math.max(object.getWidth(), object.getHeight());
        int w = Math.max(2, (int) Math.round(2 * half * object.getWidth() / longer));
        int h = Math.max(2, (int) Math.round(2 * half * object.getHeight() / longer));
        int square = Math.max(w, h);
        Raster cut = raster(object, w, h);
        boolean mirrored = dice.chance(0.5);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double u = Math.abs(2.0 * (x + 0.5) / w - 1);
                double v = Math.abs(2.0 * (y + 0.5) / h - 1);
                double round = Mask.clamp((1 - Math.pow(u * u * u * u + v * v * v * v, 0.25)) * 6);
                int i = y * square + (mirrored ? w - 1 - x : x);
                Tint colour = new Tint(cut.plane(0)[i], cut.plane(1)[i], cut.plane(2)[i]);
                picture.blend((int) (cx - w / 2.0) + x, (int) (cy - h / 2.0) + y, alpha * round, colour);
            }
        }
    }

    /** The picture in the upper left {@code w × h} of a square. */
    private static Raster raster(BufferedImage from, int w, int h) {
        BufferedImage scaled = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, w, h, null);
        g.dispose();
        Raster raster = new Raster(Math.max(w, h));
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int rgb = scaled.getRGB(x, y);
                raster.blend(x, y, 1, new Tint(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
            }
        }
        return raster;
    }
}
