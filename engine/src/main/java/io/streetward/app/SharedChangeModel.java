package io.streetward.app;

import io.streetward.config.StreetwardConfig;
import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeClassifierProvider;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.DetectorException;
import io.streetward.detect.PatchPair;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The one change classifier of all cameras: they ask it seldom, each takes a few milliseconds, and they take turns. */
final class SharedChangeModel implements ChangeClassifier {
    private static final String NONE = "none";

    private final ChangeClassifier model;

    private SharedChangeModel(ChangeClassifier model) {
        this.model = model;
    }

    /**
     * Opens the configured model.
     *
     * @return null when the configuration wants none, or watches no carriageway, which alone asks for it
     * @throws StartupException when it cannot be opened
     */
    static @Nullable SharedChangeModel open(StreetwardConfig config) throws StartupException {
        boolean asked = config.cameras().stream()
                .flatMap(camera -> camera.zones().stream())
                .anyMatch(zone -> zone.spillage() != null);
        if (!asked || NONE.equals(config.models().residue())) {
            return null;
        }
        ChangeClassifierProvider provider = ServiceLoader.load(ChangeClassifierProvider.class)
                .findFirst()
                .orElseThrow(() -> new StartupException("models.residue: no provider of change classifiers on the class"
                        + " path; the models module is missing from this build"));
        try {
            return new SharedChangeModel(provider.open(
                    config.models().residue(), Path.of(config.models().bundlesDir())));
        } catch (DetectorException e) {
            throw new StartupException("models.residue: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public double margin() {
        return model.margin();
    }

    @Override
    public synchronized List<ChangeVerdict> classify(List<PatchPair> pairs) throws DetectorException {
        return model.classify(pairs);
    }

    @Override
    public synchronized void close() {
        model.close();
    }
}
