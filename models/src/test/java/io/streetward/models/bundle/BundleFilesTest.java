package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFilesTest {
    @TempDir
    private Path dir;

    private BundleSource source;
    private ModelBundle bundle;

    @BeforeEach
    void describe() throws IOException, BundleException {
        Path folder = Files.createDirectories(dir.resolve("unfetched"));
        Files.copy(Path.of("src/test/resources/bundles/unfetched/model.yaml"), folder.resolve("model.yaml"));
        source = new BundleSource.Folder(folder);
        bundle = Bundles.read(source);
    }

    @Test
    void openingABundleWithoutItsWeightsNamesTheCommandThatFetchesThem() throws BundleException {
        assertThat(BundleFiles.check(bundle, source).state()).isEqualTo(BundleFiles.State.NOT_FETCHED);
        assertThatThrownBy(() -> BundleFiles.readWeights(bundle, source, bundle.weights()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(source.describe("w.pt") + ": is not there yet, expected the weights of unfetched")
                .hasMessageContaining("tools/streetward models fetch unfetched");
    }

    @Test
    void otherBytesThanDescribedAreDamaged() throws IOException, BundleException {
        Files.writeString(dir.resolve("unfetched/w.pt"), "other");
        assertThat(BundleFiles.check(bundle, source).state()).isEqualTo(BundleFiles.State.DAMAGED);
        assertThatThrownBy(() -> BundleFiles.readWeights(bundle, source, bundle.weights()))
                .hasMessageContaining("w.pt: sha256 is ")
                .hasMessageContaining("the file is damaged or was replaced");
    }
}
