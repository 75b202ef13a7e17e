package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    private static final Path SHIPPED = Path.of("bundles");

    @TempDir
    private Path site;

    @Test
    void everyFolderOfBundlesIsInTheIndexAndSound() throws IOException, BundleException {
        try (Stream<Path> folders = Files.list(SHIPPED).filter(Files::isDirectory)) {
            assertThat(new Bundles(site).all().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            folders.map(f -> f.getFileName().toString()).toList());
        }
        for (BundleSource source : new Bundles(site).all().values()) {
            ModelBundle bundle = Bundles.read(source);
            assertThat(BundleFiles.check(bundle, source).state())
                    .isEqualTo(
                            source.name().equals("plates-ppocrv4") // a description only
                                    ? BundleFiles.State.NOT_FETCHED
                                    : BundleFiles.State.READY);
            assertThat(source.read("LICENSE")).isNotEmpty();
            assertThat(source.read("NOTICE")).isNotEmpty();
        }
    }

    @Test
    void theSitesOwnBundleHidesTheShippedOneOfItsName() throws IOException, BundleException {
        Path own = Files.createDirectories(site.resolve("centernet-mobilenetv3"));
        Files.copy(SHIPPED.resolve("centernet-mobilenetv3/model.yaml"), own.resolve("model.yaml"));
        BundleSource found = new Bundles(site).find("centernet-mobilenetv3");
        assertThat(found).isEqualTo(new BundleSource.Folder(own));
        assertThatThrownBy(() -> found.read("centernet-mobilenetv3.pt"))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(own.resolve("centernet-mobilenetv3.pt") + ": cannot be read");
    }

    @Test
    void aFolderWithoutADescriptionIsNoBundle() throws IOException, BundleException {
        Files.createDirectories(site.resolve("notes"));
        assertThat(new Bundles(site).all()).doesNotContainKey("notes");
    }
}
