package io.streetward.models;

import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** Real pictures for tests, which live outside the project: a test that finds none is skipped by name. */
public final class TestPictures {
    private TestPictures() {}

    /** A path below {@code shared/}, which lies beside the reactor root or one of its parents. */
    public static Path shared(String relative) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path candidate = dir.resolve("shared").resolve(relative);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        Assumptions.abort("skipped: needs shared/" + relative + " beside the project");
        throw new AssertionError("aborted above");
    }

    /** The first {@code count} pictures of a folder, by name. */
    public static List<Path> in(String sharedFolder, int count) {
        try (Stream<Path> files = Files.list(shared(sharedFolder))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The picture as a model wants it, scaled by Java2D. */
    public static ModelInput load(Path file, InputSpec spec) {
        try {
            return of(ImageIO.read(file.toFile()), spec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelInput of(BufferedImage picture, InputSpec spec) {
        Letterbox at = Letterbox.of(spec, picture.getWidth(), picture.getHeight());
        BufferedImage scaled = new BufferedImage(spec.widthPx(), spec.heightPx(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        g.setColor(new Color(spec.padValue(), spec.padValue(), spec.padValue()));
        g.fillRect(0, 0, spec.widthPx(), spec.heightPx());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture, at.xPx(), at.yPx(), at.widthPx(), at.heightPx(), null);
        g.dispose();
        ByteBuffer pixels = ByteBuffer.allocateDirect(spec.sizeBytes());
        boolean rgb = spec.order() == InputSpec.ColourOrder.RGB;
        for (int y = 0; y < spec.heightPx(); y++) {
            for (int x = 0; x < spec.widthPx(); x++) {
                int colour = scaled.getRGB(x, y);
                pixels.put((byte) (colour >> (rgb ? 16 : 0)));
                pixels.put((byte) (colour >> 8));
                pixels.put((byte) (colour >> (rgb ? 0 : 16)));
            }
        }
        FrameRef frame = new FrameRef(
                new StreamId("picture"), MediaTime.ZERO, Instant.EPOCH, picture.getWidth(), picture.getHeight(), true);
        return new Picture(frame, at, pixels.flip());
    }

    private record Picture(FrameRef frame, Letterbox letterbox, ByteBuffer pixels) implements ModelInput {
        @Override
        public void close() {
            // The garbage collector frees direct memory.
        }
    }
}
