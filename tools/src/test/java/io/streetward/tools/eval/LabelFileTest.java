package io.streetward.tools.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
    @TempDir
    private Path dir;

    private final List<String> problems = new ArrayList<>();

    @Test
    void readsCentreAndSize() throws IOException {
        List<Truth> truths = read("2 0.5 0.4 0.2 0.1\n\n3.0 0.1 0.1 0.2 0.2\n");
        assertThat(problems).isEmpty();
        assertThat(truths).extracting(Truth::labelClass).containsExactly(2, 3);
        assertThat(truths.get(0).box().x()).isCloseTo(0.4, within(1e-9));
        assertThat(truths.get(0).box().y()).isCloseTo(0.35, within(1e-9));
        assertThat(truths.get(0).box().right()).isCloseTo(0.6, within(1e-9));
        assertThat(truths.get(0).box().bottom()).isCloseTo(0.45, within(1e-9));
    }

    @Test
    void namesFileAndLineOfEveryBadLine() throws IOException {
        read("""
                1 0.5 0.5 0.1 0.1
                car 0.5 0.5 0.1 0.1
                1 0.5 0.5
                1 50 0.5 0.1 0.1
                1 0.5 0.5 0 0.1
                1 0.95 0.5 0.3 0.1
                -1 0.5 0.5 0.1 0.1
                0 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2
                """);
        Path file = dir.resolve("a.txt");
        assertThat(problems)
                .containsExactly(
                        file + ":2: class is \"car\", expected a whole number from 0 on",
                        file + ":3: found 3 values, expected 5: class x y w h",
                        file + ":4: x is \"50\", expected a number from 0 to 1",
                        file + ":5: the box is empty, expected w and h above 0",
                        file + ":6: the box reaches outside the picture, expected x and y to be its centre",
                        file + ":7: class is \"-1\", expected a whole number from 0 on",
                        file + ":8: found 9 values, expected 5: class x y w h (outlines are not boxes)");
    }

    @Test
    void aPictureWithoutLabelFileIsOneWithoutObjects() throws IOException {
        pictures("a.jpg", "b.jpg");
        Files.writeString(dir.resolve("a.txt"), "1 0.5 0.5 0.1 0.1\n");
        LabelledPictures all = LabelledPictures.read(dir, dir);
        assertThat(all.withoutFile()).isEqualTo(1);
        assertThat(all.items()).extracting(item -> item.truths().size()).containsExactly(1, 0);
    }

    @Test
    void aFolderWithoutTheLabelsOfAnyPictureIsRefused() throws IOException {
        pictures("a.jpg");
        assertThatThrownBy(() -> LabelledPictures.read(dir, dir))
                .hasMessageContaining("not one label file for the pictures in " + dir)
                .hasMessageEndingWith("expected such as " + dir.resolve("a.txt"));
        assertThatThrownBy(() -> LabelledPictures.read(dir, dir.resolve("none")))
                .hasMessage(dir.resolve("none") + ": no such folder");
    }

    private void pictures(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(dir.resolve(name));
        }
    }

    private List<Truth> read(String text) throws IOException {
        return LabelFile.read(Files.writeString(dir.resolve("a.txt"), text), problems);
    }
}
