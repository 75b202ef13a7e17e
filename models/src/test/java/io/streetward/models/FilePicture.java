package io.streetward.models;

import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.PictureSource;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;

/** A picture file, cut and scaled by Java2D. */
public record FilePicture(BufferedImage image) implements PictureSource {
    public static final NormalizedBox WHOLE = new NormalizedBox(0, 0, 1, 1);

    public static FilePicture load(Path file) {
        try {
            return new FilePicture(ImageIO.read(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FrameRef frame() {
        return new FrameRef(
                new StreamId("picture"), MediaTime.ZERO, Instant.EPOCH, image.getWidth(), image.getHeight(), true);
    }

    @Override
    public void read(PixelBox region, InputSpec spec, Letterbox at, ByteBuffer target) {
        BufferedImage part = image.getSubimage(region.xPx(), region.yPx(), region.widthPx(), region.heightPx());
        BufferedImage scaled = new BufferedImage(at.widthPx(), at.heightPx(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(part, 0, 0, at.widthPx(), at.heightPx(), null);
        g.dispose();
        boolean rgb = spec.order() == InputSpec.ColourOrder.RGB;
        for (int y = 0; y < at.heightPx(); y++) {
            for (int x = 0; x < at.widthPx(); x++) {
                int colour = scaled.getRGB(x, y);
                int index = ((at.yPx() + y) * spec.widthPx() + at.xPx() + x) * 3;
                target.put(index, (byte) (colour >> (rgb ? 16 : 0)));
                target.put(index + 1, (byte) (colour >> 8));
                target.put(index + 2, (byte) (colour >> (rgb ? 0 : 16)));
            }
        }
    }
}
