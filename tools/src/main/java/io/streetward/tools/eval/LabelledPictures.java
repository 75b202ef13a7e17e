package io.streetward.tools.eval;

import io.streetward.tools.detect.PictureList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures with what people saw in them.
 *
 * @param items by the pictures' names
 * @param withoutFile pictures that have no label file and count as empty, as training tools count them
 */
public record LabelledPictures(List<Item> items, int withoutFile) {
    private static final int MOST_PROBLEMS = 20;

    /** One picture. */
    public record Item(Path picture, List<Truth> truths) {
        public Item {
            truths = List.copyOf(truths);
        }
    }

    public LabelledPictures {
        items = List.copyOf(items);
    }

    /**
     * Pairs each picture of a folder with the file of its name and the ending {@code .txt} in another.
     *
     * @throws IOException with a line per problem, so that all of it is known before the first picture is looked at
     */
    public static LabelledPictures read(Path images, Path labels) throws IOException {
        if (!Files.isDirectory(labels)) {
            throw new IOException(labels + ": " + (Files.exists(labels) ? "is no folder" : "no such folder"));
        }
        List<Item> items = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int withoutFile = 0;
        for (Path picture : PictureList.in(images)) {
            Path file = labels.resolve(PictureList.stem(picture) + ".txt");
            boolean present = Files.exists(file);
            items.add(new Item(picture, present ? LabelFile.read(file, problems) : List.of()));
            withoutFile += present ? 0 : 1;
        }
        if (withoutFile == items.size()) {
            Path example = labels.resolve(PictureList.stem(items.get(0).picture()) + ".txt");
            throw new IOException(
                    labels + ": not one label file for the pictures in " + images + ", expected such as " + example);
        }
        if (problems.size() > MOST_PROBLEMS) {
            int more = problems.size() - MOST_PROBLEMS;
            problems.subList(MOST_PROBLEMS, problems.size()).clear();
            problems.add("and " + more + " more");
        }
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
        return new LabelledPictures(items, withoutFile);
    }
}
