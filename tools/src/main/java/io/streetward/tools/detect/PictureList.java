package io.streetward.tools.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The pictures that a command line names. */
public final class PictureList {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "webp");

    private PictureList() {}

    /**
     * Files as they are named, folders as the pictures in them, by name; not deeper.
     *
     * @throws IOException when a folder cannot be read or has no picture
     */
    public static List<Path> of(List<Path> named) throws IOException {
        List<Path> pictures = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                pictures.addAll(in(path));
            } else {
                pictures.add(path);
            }
        }
        return pictures;
    }

    /**
     * The pictures in a folder, by name.
     *
     * @throws IOException when it is no folder, cannot be read or has no picture
     */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": " + (Files.exists(folder) ? "is no folder" : "no such folder"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures =
                    files.filter(PictureList::hasPicturesName).sorted().toList();
            if (pictures.isEmpty()) {
                throw new IOException(
                        folder + ": no picture in it, expected files ending in .jpg, .jpeg, .png, .bmp or" + " .webp");
            }
            return pictures;
        }
    }

    private static boolean hasPicturesName(Path file) {
        return ENDINGS.contains(ending(file)) && Files.isRegularFile(file);
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The file's name without folder and ending. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
