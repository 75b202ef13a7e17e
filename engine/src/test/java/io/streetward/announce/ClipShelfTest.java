package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipShelfTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);

    @TempDir
    Path folder;

    @Test
    void aClipOutlivesTheProcess() throws Exception {
        Clip clip = clip(440, 8_000);
        new ClipShelf(folder, 1 << 20).put(A, clip);

        assertThat(new ClipShelf(folder, 1 << 20).get(A)).contains(clip);
        assertThat(new ClipShelf(folder, 1 << 20).get(B)).isEmpty();
    }

    @Test
    void whatACrashLeftUnfinishedIsRemoved() throws Exception {
        Path left = Files.writeString(folder.resolve(A + ".part"), "half a clip");

        ClipShelf shelf = new ClipShelf(folder, 1 << 20);

        assertThat(shelf.get(A)).isEmpty();
        assertThat(left).doesNotExist();
    }

    @Test
    void aDamagedClipIsRemovedAndMadeAnew() throws Exception {
        ClipShelf shelf = new ClipShelf(folder, 1 << 20);
        shelf.put(A, clip(440, 8_000));
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[5_000] ^= 1;
        Files.write(file, bytes);

        assertThat(shelf.get(A)).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(shelf.sizeBytes()).isZero();
        shelf.put(A, clip(440, 8_000));
        Files.write(files().get(0), new byte[10]);
        assertThat(new ClipShelf(folder, 1 << 20).get(A)).isEmpty();
    }

    @Test
    void whatWasNotAskedForTheLongestGoesWhenRoomIsShort() throws Exception {
        long two = 2 * 20_480; // 16,044 bytes are four blocks of 4 KiB; 20,480 leaves no room for a third
        ClipShelf shelf = new ClipShelf(folder, two);
        shelf.put(A, clip(300, 8_000));
        shelf.put(B, clip(400, 8_000));
        assertThat(shelf.get(A)).isPresent();
        shelf.put(C, clip(500, 8_000));

        assertThat(shelf.get(B)).isEmpty();
        assertThat(shelf.get(A)).isPresent();
        assertThat(shelf.get(C)).isPresent();
        assertThat(shelf.sizeBytes()).isLessThanOrEqualTo(two);
        assertThat(files()).hasSize(2);
    }

    @Test
    void aFolderThatGoesAwayCostsTheShelfAndNothingElse() throws Exception {
        Path away = folder.resolve("away");
        ClipShelf shelf = new ClipShelf(away, 1 << 20);
        Files.delete(away);

        shelf.put(A, clip(440, 8_000));

        assertThat(shelf.get(A)).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }

    private static Clip clip(double hertz, int samples) {
        return new Clip(8000, Sounds.tone(hertz, samples));
    }
}
