package io.streetward.models.plates;

import io.streetward.detect.DetectorException;
import io.streetward.detect.plate.PlateReader;
import io.streetward.detect.plate.PlateReaderProvider;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import java.nio.file.Path;

/** Opens plate reader bundles on Deep Java Library; found through {@link java.util.ServiceLoader}. */
public final class DjlPlateReaderProvider implements PlateReaderProvider {
    @Override
    public PlateReader open(String bundle, Path bundlesDir, int intraOpThreads) throws DetectorException {
        try {
            BundleSource source = new Bundles(bundlesDir).find(bundle);
            return DjlPlateReader.open(Bundles.read(source), source, intraOpThreads);
        } catch (BundleException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
