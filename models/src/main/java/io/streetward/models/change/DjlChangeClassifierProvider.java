package io.streetward.models.change;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeClassifierProvider;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import java.nio.file.Path;

/** Opens change bundles on Deep Java Library; found through {@link java.util.ServiceLoader}. */
public final class DjlChangeClassifierProvider implements ChangeClassifierProvider {
    @Override
    public ChangeClassifier open(String bundle, Path bundlesDir) throws DetectorException {
        try {
            BundleSource source = new Bundles(bundlesDir).find(bundle);
            return DjlChangeClassifier.open(Bundles.read(source), source);
        } catch (BundleException e) {
            throw new DetectorException(String.valueOf(e.getMessage()), e);
        }
    }
}
