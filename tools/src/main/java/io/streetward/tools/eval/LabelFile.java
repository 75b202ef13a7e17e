package io.streetward.tools.eval;

import io.streetward.media.NormalizedBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A YOLO label file: one object per line, as {@code class x y w h}, where x and y are the box's centre and all four are
 * shares of the picture's width and height.
 */
final class LabelFile {
    /** Exporters round: an edge may lie this far outside the picture. */
    private static final double SLACK = 0.01;

    private LabelFile() {}

    /**
     * Reads a file.
     *
     * @param problems gets a line for everything that is wrong, as {@code file:line: what}
     * @throws IOException when it cannot be read
     */
    static List<Truth> read(Path file, List<String> problems) throws IOException {
        List<Truth> truths = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                try {
                    truths.add(parse(line));
                } catch (IllegalArgumentException e) {
                    problems.add(file + ":" + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return truths;
    }

    private static Truth parse(String line) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException("found " + words.length + " values, expected 5: class x y w h"
                    + (words.length > 6 ? " (outlines are not boxes)" : ""));
        }
        double x = share(words[1], "x");
        double y = share(words[2], "y");
        double w = share(words[3], "w");
        double h = share(words[4], "h");
        NormalizedBox box = new NormalizedBox(x - w / 2, y - h / 2, w, h);
        if (w == 0 || h == 0) {
            throw new IllegalArgumentException("the box is empty, expected w and h above 0");
        }
        if (Math.min(box.x(), box.y()) < -SLACK || Math.max(box.right(), box.bottom()) > 1 + SLACK) {
            throw new IllegalArgumentException(
                    "the box reaches outside the picture, expected x and y to be its centre");
        }
        return new Truth(classNumber(words[0]), box);
    }

    private static int classNumber(String word) {
        try {
            double value = Double.parseDouble(word); // some exporters write 3.0
            if (value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            // Said below, like a broken or negative number.
        }
        throw new IllegalArgumentException("class is \"" + word + "\", expected a whole number from 0 on");
    }

    private static double share(String word, String name) {
        try {
            double value = Double.parseDouble(word);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new IllegalArgumentException(name + " is \"" + word + "\", expected a number from 0 to 1");
    }
}
