package io.streetward.detect.plate;

import io.streetward.detect.DetectorException;
import java.nio.file.Path;

/** SPI, found through {@link java.util.ServiceLoader}: opens a bundle whose task is {@code plate_reader}. */
public interface PlateReaderProvider {
    /**
     * Opens a bundle for one thread.
     *
     * @param bundle a bundle's name on the class path or in {@code bundlesDir}
     * @param bundlesDir where a site keeps its own bundles, searched first; may not exist
     * @param intraOpThreads threads one inference may use
     * @throws DetectorException naming the bundle, the file and line, and what was expected; where weights are yet to be
     *     fetched, the command that does
     */
    PlateReader open(String bundle, Path bundlesDir, int intraOpThreads) throws DetectorException;
}
