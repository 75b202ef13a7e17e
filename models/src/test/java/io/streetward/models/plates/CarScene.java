package io.streetward.models.plates;

import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.models.FilePicture;
import io.streetward.models.TestPictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A composite: a plate crop, as large as it is, on the lower half of a car that is cut from a traffic camera's picture and
 * brought to the scale wanted. Real plates, real cars, but not a real camera's view of both.
 */
public final class CarScene {
    private static final String PICTURE = "MVI_20011_img00100";

    private CarScene() {}

    /** A grey picture with the car in {@code box}. */
    public static FilePicture of(FilePicture plate, int widthPx, int heightPx, NormalizedBox box) {
        BufferedImage scene = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scene.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setColor(Color.GRAY);
        g.fillRect(0, 0, widthPx, heightPx);
        PixelBox at = box.toPixels(widthPx, heightPx);
        g.drawImage(largestCar(), at.xPx(), at.yPx(), at.widthPx(), at.heightPx(), null);
        PixelBox on = plateBox(plate, widthPx, heightPx, box).toPixels(widthPx, heightPx);
        g.drawImage(plate.image(), on.xPx(), on.yPx(), null);
        g.dispose();
        return new FilePicture(scene);
    }

    /** Where the plate is. */
    public static NormalizedBox plateBox(FilePicture plate, int widthPx, int heightPx, NormalizedBox car) {
        double w = (double) plate.image().getWidth() / widthPx;
        double h = (double) plate.image().getHeight() / heightPx;
        return new NormalizedBox(car.center().x() - w / 2, car.y() + 0.72 * car.h(), w, h);
    }

    /** Of the labels' class 1, the largest that is seen whole. */
    private static BufferedImage largestCar() {
        BufferedImage picture = FilePicture.load(TestPictures.shared("eval/detrac/images/" + PICTURE + ".jpg"))
                .image();
        Path labels = TestPictures.shared("eval/detrac/labels/" + PICTURE + ".txt");
        NormalizedBox best = new NormalizedBox(0, 0, 0, 0);
        try {
            for (String line : Files.readAllLines(labels)) {
                String[] v = line.trim().split(" +", -1); // class, centre, size
                double w = Double.parseDouble(v[3]);
                double h = Double.parseDouble(v[4]);
                NormalizedBox box =
                        new NormalizedBox(Double.parseDouble(v[1]) - w / 2, Double.parseDouble(v[2]) - h / 2, w, h);
                boolean whole = box.x() > 0.005 && box.y() > 0.005 && box.right() < 0.995 && box.bottom() < 0.995;
                if (v[0].equals("1") && whole && box.area() > best.area()) {
                    best = box;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PixelBox px = best.toPixels(picture.getWidth(), picture.getHeight());
        return picture.getSubimage(px.xPx(), px.yPx(), px.widthPx(), px.heightPx());
    }
}
