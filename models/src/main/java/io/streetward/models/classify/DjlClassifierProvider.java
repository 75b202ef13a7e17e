package io.streetward.models.classify;

import io.streetward.detect.CropClassifier;
import io.streetward.detect.CropClassifierProvider;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import java.nio.file.Path;

/** Opens classifier bundles on Deep Java Library; found through {@link java.util.ServiceLoader}. */
public final class DjlClassifierProvider implements CropClassifierProvider {
    @Override
    public CropClassifier open(String bundle, Path bundlesDir, int intraOpThreads) throws DetectorException {
        try {
            BundleSource source = new Bundles(bundlesDir).find(bundle);
            return DjlClassifier.open(Bundles.read(source), source, intraOpThreads);
        } catch (BundleException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
