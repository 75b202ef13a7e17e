package io.streetward.tools.detect;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Where annotated copies go: JPEGs under their pictures' names, in a folder of their own. */
public final class DrawnFiles {
    private static final float JPEG_QUALITY = 0.92f;

    private final Map<Path, Path> targets = new LinkedHashMap<>();

    /**
     * Makes the folder and gives each picture a name in it; pictures of one name get a number.
     *
     * @throws IOException when the folder cannot be made, or a copy would replace one of the pictures
     */
    public DrawnFiles(Path folder, List<Path> pictures) throws IOException {
        Files.createDirectories(folder);
        Set<Path> originals = new HashSet<>();
        for (Path picture : pictures) {
            originals.add(Files.exists(picture) ? picture.toRealPath() : picture.toAbsolutePath());
        }
        Set<Path> used = new HashSet<>();
        for (Path picture : pictures) {
            String stem = PictureList.stem(picture);
            Path target = folder.resolve(stem + ".jpg");
            for (int i = 2; !used.add(target); i++) {
                target = folder.resolve(stem + "-" + i + ".jpg");
            }
            if (Files.exists(target) && originals.contains(target.toRealPath())) {
                throw new IOException(target + ": is one of the pictures, expected another folder to draw into");
            }
            targets.put(picture, target);
        }
    }

    /** Writes the copy of {@code picture}. */
    public void write(Path picture, BufferedImage copy) throws IOException {
        Path target = targets.get(picture);
        if (target == null) {
            throw new IllegalArgumentException(picture + " was not among the pictures");
        }
        Files.deleteIfExists(target); // or a longer old file would keep its tail
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(target.toFile())) {
            if (out == null) {
                throw new IOException(target + ": cannot be written");
            }
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(copy, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
