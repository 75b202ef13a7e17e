package io.streetward.models;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** A bundle's weights, checked and loaded into its engine: on a GPU where the engine finds one. */
final class DjlModel implements AutoCloseable {
    private final ModelBundle bundle;
    private final Engine engine;
    private final Model model;

    private DjlModel(ModelBundle bundle, Engine engine, Model model) {
        this.bundle = bundle;
        this.engine = engine;
        this.model = model;
    }

    static DjlModel load(ModelBundle bundle, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        String file = source.describe(bundle.weights().file());
        byte[] weights = BundleFiles.readWeights(bundle, source, bundle.weights());
        Engine engine = DjlRuntime.engine(bundle.engine());
        Model model = Model.newInstance(bundle.name(), engine.defaultDevice(), engine.getEngineName());
        try {
            model.load(new ByteArrayInputStream(weights), options(bundle.engine(), intraOpThreads));
            return new DjlModel(bundle, engine, model);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new DetectorException(
                    file + ": " + engine.getEngineName() + " cannot load it, expected weights in that engine's format: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Map<String, String> options(EngineKind engine, int intraOpThreads) {
        return switch (engine) {
            case PYTORCH -> Map.of("mapLocation", "true");
            case ONNXRUNTIME -> Map.of("intraOpNumThreads", Integer.toString(intraOpThreads), "interOpNumThreads", "1");
        };
    }

    ModelBundle bundle() {
        return bundle;
    }

    Model model() {
        return model;
    }

    boolean onGpu() {
        return model.getNDManager().getDevice().isGpu();
    }

    /** Engine, version and device, such as "PyTorch 2.7.1 on cpu". */
    String engineText() {
        String device = onGpu() ? "gpu " + model.getNDManager().getDevice().getDeviceId() : "cpu";
        return engine.getEngineName() + " " + engine.getVersion() + " on " + device;
    }

    @Override
    public void close() {
        model.close();
    }
}
