package io.streetward.models;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bundles whose weights live outside the project: a test that finds none is skipped by name. */
public final class TestBundles {
    /** All of them. */
    public static final List<String> NAMES =
            List.of("picodet-s", "nanodet-plus-m", "yolox-nano", "centernet-mb3-onnx", "omz-vehicle-0202");

    private TestBundles() {}

    /** Makes the folder of a bundle inside {@code site}, its weights a link to those below {@code shared/models}. */
    public static Path assemble(String name, Path site) {
        Path folder = site.resolve(name);
        try (InputStream description = TestBundles.class.getResourceAsStream("/bundles/" + name + "/model.yaml")) {
            Files.createDirectories(folder);
            Files.copy(description, folder.resolve(BundleSource.DESCRIPTION));
            ModelBundle bundle = Bundles.read(new BundleSource.Folder(folder));
            String weights = bundle.weights().file();
            Files.createSymbolicLink(folder.resolve(weights), TestPictures.shared("models/" + weights));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }
}
