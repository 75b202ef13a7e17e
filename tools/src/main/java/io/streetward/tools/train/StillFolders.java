package io.streetward.tools.train;

import io.streetward.media.PixelBox;
import io.streetward.models.training.Stills;
import io.streetward.tools.detect.PictureList;
import io.streetward.tools.eval.LabelledPictures;
import io.streetward.tools.eval.Truth;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Reads the real pictures that a person gives for training. */
final class StillFolders {
    /** Some 250 MB at the most, of 640 × 360; further files are left out. */
    private static final int MOST_PICTURES = 300;

    private static final int MOST_OBJECTS = 2_000;
    /** Smaller ones are blurs. */
    private static final int LEAST_SIDE_PX = 16;

    private StillFolders() {}

    static Stills read(@Nullable Path ground, @Nullable Path objects) throws IOException {
        List<BufferedImage> grounds = new ArrayList<>();
        if (ground != null) {
            for (Path file :
                    PictureList.in(ground).stream().limit(MOST_PICTURES).toList()) {
                grounds.add(picture(file));
            }
        }
        return new Stills(grounds, objects == null ? List.of() : cutOuts(objects));
    }

    private static List<BufferedImage> cutOuts(Path folder) throws IOException {
        List<BufferedImage> cut = new ArrayList<>();
        for (LabelledPictures.Item item : LabelledPictures.read(folder, folder).items()) {
            if (cut.size() >= MOST_OBJECTS || item.truths().isEmpty()) {
                continue;
            }
            BufferedImage picture = picture(item.picture());
            for (Truth truth : item.truths()) {
                PixelBox box = truth.box().clipped().toPixels(picture.getWidth(), picture.getHeight());
                int w = Math.min(box.widthPx(), picture.getWidth() - box.xPx());
                int h = Math.min(box.heightPx(), picture.getHeight() - box.yPx());
                if (w >= LEAST_SIDE_PX && h >= LEAST_SIDE_PX) {
                    BufferedImage own = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
                    own.createGraphics().drawImage(picture.getSubimage(box.xPx(), box.yPx(), w, h), 0, 0, null);
                    cut.add(own);
                }
            }
        }
        if (cut.isEmpty()) {
            throw new IOException(folder + ": no labelled object of " + LEAST_SIDE_PX + " pixels or more");
        }
        return cut;
    }

    private static BufferedImage picture(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null || Math.min(picture.getWidth(), picture.getHeight()) < LEAST_SIDE_PX) {
            throw new IOException(file + ": cannot be read, expected a JPEG, PNG or BMP of at least " + LEAST_SIDE_PX
                    + " pixels a side");
        }
        return picture;
    }
}
