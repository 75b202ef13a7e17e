package io.streetward.app;

import io.streetward.config.StreetwardConfig;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.DetectorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The configured detector, as often as there are threads to run it. */
final class DetectorSet {
    private DetectorSet() {}

    /**
     * Opens {@code count} detectors of one bundle, each for one thread; the caller closes them.
     *
     * @param intraOpThreads threads one inference may use
     * @throws StartupException when the bundle cannot be opened; none stays open then
     */
    static List<Detector> open(StreetwardConfig.Models models, int count, int intraOpThreads) throws StartupException {
        DetectorProvider provider = ServiceLoader.load(DetectorProvider.class)
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        "no detector provider on the class path; the models module is missing from this build"));
        List<Detector> detectors = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                detectors.add(provider.open(models.detector(), Path.of(models.bundlesDir()), intraOpThreads));
            }
            return detectors;
        } catch (DetectorException e) {
            detectors.forEach(Detector::close);
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}
