package io.streetward.models;

import io.streetward.media.NormalizedBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Labels of a test picture, in the files beside it: a line per object, class, centre and size in 0..1. */
public final class TestLabels {
    private TestLabels() {}

    public record Labelled(int classNumber, NormalizedBox box) {}

    public static List<Labelled> of(Path picture) {
        String name = picture.getFileName().toString().replaceAll("\\.[a-z]+$", ".txt");
        Path file = picture.resolveSibling("../labels").resolve(name);
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(TestLabels::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Labelled parse(String line) {
        String[] parts = line.strip().split("\\s+", -1);
        double w = Double.parseDouble(parts[3]);
        double h = Double.parseDouble(parts[4]);
        double x = Double.parseDouble(parts[1]) - w / 2;
        double y = Double.parseDouble(parts[2]) - h / 2;
        return new Labelled(Integer.parseInt(parts[0]), new NormalizedBox(x, y, w, h));
    }
}
