package io.streetward.detect;

import java.nio.file.Path;

/** SPI, found through {@link java.util.ServiceLoader}: opens a bundle whose task is {@code change}. */
public interface ChangeClassifierProvider {
    /**
     * Opens a bundle for one thread.
     *
     * @param bundle a bundle's name on the class path or in {@code bundlesDir}
     * @param bundlesDir where a site keeps its own bundles, searched first; may not exist
     * @throws DetectorException naming the bundle, the file and line, and what was expected
     */
    ChangeClassifier open(String bundle, Path bundlesDir) throws DetectorException;
}
