package io.streetward.models;

import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.DetectorProvider;
import io.streetward.models.bundle.BundleException;
import java.nio.file.Path;

/** Opens model bundles on Deep Java Library; found through {@link java.util.ServiceLoader}. */
public final class DjlDetectorProvider implements DetectorProvider {
    @Override
    public Detector open(String bundle, Path bundlesDir, int intraOpThreads) throws DetectorException {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intraOpThreads is " + intraOpThreads + ", expected at least 1");
        }
        try {
            return OpenBundle.open(bundle, bundlesDir, intraOpThreads, described -> described)
                    .detector();
        } catch (BundleException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
