package io.streetward.models;

import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.DetectorProvider;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import java.nio.file.Path;

/** Opens model bundles on Deep Java Library; found through {@link java.util.ServiceLoader}. */
public final class DjlDetectorProvider implements DetectorProvider {
    @Override
    public Detector open(String bundle, Path bundlesDir, int intraOpThreads) throws DetectorException {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intraOpThreads is " + intraOpThreads + ", expected at least 1");
        }
        try {
            BundleSource source = new Bundles(bundlesDir).find(bundle);
            ModelBundle description = Bundles.read(source);
            if (!(description.task() instanceof Task.Detector)) {
                throw new DetectorException(source.describe(BundleSource.DESCRIPTION) + ": is a "
                        + description.task().key() + ", expected a detector");
            }
            return DjlDetector.open(description, source, intraOpThreads);
        } catch (BundleException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
