package io.streetward.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAdderTest {
    private static final byte[] CONTENT = Site.noise(1000);

    @TempDir
    private Path dir;

    private Site made;
    private Path folder;
    private Path bundles;
    private BundleAdder adder;

    @BeforeEach
    void make() throws IOException {
        made = new Site(dir.resolve("made"));
        folder = made.describe("{file: w.pt, sha256: " + Sha256.of(CONTENT) + "}", "");
        Files.write(folder.resolve("w.pt"), CONTENT);
        bundles = dir.resolve("bundles");
        adder = new BundleAdder(bundles, made);
    }

    @Test
    void copiesTheBundlesFilesAndLeavesFoldersBehind() throws Exception {
        Files.writeString(folder.resolve("NOTICE"), "mine");
        Files.writeString(Files.createDirectories(folder.resolve("runs")).resolve("epoch1.pt"), "large");
        Path added = adder.add(folder, adder.check(folder), false);
        assertThat(added).isEqualTo(bundles.resolve("mini"));
        assertThat(added.toFile().list()).containsExactlyInAnyOrder("model.yaml", "w.pt", "NOTICE");
        assertThat(added.resolve("w.pt")).hasBinaryContent(CONTENT);
        assertThat(bundles.toFile().list()).containsExactlyInAnyOrder("mini", ".mini.lock");
    }

    @Test
    void doesNotOverwriteUnlessForced() throws Exception {
        adder.add(folder, adder.check(folder), false);
        Files.writeString(bundles.resolve("mini/notes.txt"), "old");
        assertThatThrownBy(() -> adder.add(folder, adder.check(folder), false))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(bundles.resolve("mini") + ": is there already")
                .hasMessageContaining("--force");
        assertThat(bundles.resolve("mini/notes.txt")).exists();
        adder.add(folder, adder.check(folder), true);
        assertThat(bundles.resolve("mini").toFile().list()).containsExactlyInAnyOrder("model.yaml", "w.pt");
        assertThatThrownBy(() -> adder.add(bundles.resolve("mini"), adder.check(folder), true))
                .hasMessageContaining("is the site's own already");
    }

    @Test
    void aWrongHashIsRefusedWithTheRightOneToWrite() throws IOException {
        made.describe("{file: w.pt, sha256: " + "0".repeat(64) + "}", "");
        assertThatThrownBy(() -> adder.check(folder))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("w.pt: sha256 is " + Sha256.of(CONTENT) + ", expected 000")
                .hasMessageContaining("write under weights in model.yaml: sha256: " + Sha256.of(CONTENT));
    }

    @Test
    void anAbsentHashIsRefusedWithTheRightOneToWrite() throws IOException {
        made.describe("{file: w.pt}", "");
        assertThatThrownBy(() -> adder.check(folder))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("model.yaml:4:10: no \"sha256\"")
                .hasMessageContaining("write under weights in model.yaml: sha256: " + Sha256.of(CONTENT));
    }

    @Test
    void absentWeightsAreTold() throws IOException {
        Files.delete(folder.resolve("w.pt"));
        assertThatThrownBy(() -> adder.check(folder))
                .hasMessageContaining(folder.resolve("w.pt") + ": is not there, expected a file of the bundle");
    }
}
