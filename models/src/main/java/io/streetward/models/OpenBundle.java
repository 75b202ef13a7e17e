package io.streetward.models;

import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A detector together with what it was made from, for somebody who measures or shows it.
 *
 * @param bundle as {@code model.yaml} describes it
 * @param detector over {@code bundle}, or over what was made of it; closed with this
 * @param engine engine, version and device, such as "PyTorch 2.7.1 on cpu"
 */
public record OpenBundle(ModelBundle bundle, Detector detector, String engine) implements AutoCloseable {
    /**
     * Opens a bundle for one thread.
     *
     * @param bundlesDir a site's own bundles, searched before the shipped ones; may not exist
     * @param intraOpThreads threads one inference may use, at least 1
     * @param change what is to be different from the description, such as lower thresholds
     * @throws BundleException when there is no such bundle or its description is wrong
     * @throws DetectorException when it is no detector, or the weights are not the ones described, do not load, or return other shapes
     */
    public static OpenBundle open(String name, Path bundlesDir, int intraOpThreads, UnaryOperator<ModelBundle> change)
            throws BundleException, DetectorException {
        BundleSource source = new Bundles(bundlesDir).find(name);
        ModelBundle bundle = Bundles.read(source);
        if (!(bundle.task() instanceof Task.Detector)) {
            throw new DetectorException(source.describe(BundleSource.DESCRIPTION) + ": is a "
                    + bundle.task().key() + ", expected a detector");
        }
        DjlDetector detector = DjlDetector.open(change.apply(bundle), source, intraOpThreads);
        return new OpenBundle(bundle, detector, detector.engineText());
    }

    @Override
    public void close() {
        detector.close();
    }
}
