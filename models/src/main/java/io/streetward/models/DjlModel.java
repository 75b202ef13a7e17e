package io.streetward.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.TensorSpec;
import io.streetward.models.tuning.Precision;
import io.streetward.models.tuning.TunedArchive;
import io.streetward.models.tuning.TunedOnnx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle's weights, checked and loaded into its engine: on a GPU where the engine finds one, else fitted to the
 * processor.
 */
final class DjlModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DjlModel.class);

    private final ModelBundle bundle;
    private final Engine engine;
    private final Model model;
    private final Precision precision;

    private DjlModel(ModelBundle bundle, Engine engine, Model model, Precision precision) {
        this.bundle = bundle;
        this.engine = engine;
        this.model = model;
        this.precision = precision;
    }

    static DjlModel load(ModelBundle bundle, BundleSource source, int intraOpThreads, Precision precision)
            throws DetectorException, BundleException {
        String file = source.describe(bundle.weights().file());
        byte[] weights = BundleFiles.readWeights(bundle, source, bundle.weights());
        Engine engine = DjlRuntime.engine(bundle.engine());
        Map<String, String> options = options(bundle.engine(), intraOpThreads);
        Optional<byte[]> tuned = tuned(bundle.engine(), engine.defaultDevice(), weights, precision);
        if (tuned.isPresent()) {
            try {
                Precision its = bundle.engine() == EngineKind.PYTORCH ? precision : Precision.FLOAT32;
                return new DjlModel(bundle, engine, load(bundle, engine, tuned.get(), options), its);
            } catch (IOException | MalformedModelException | RuntimeException e) {
                log.warn("{}: runs as it is, {} refuses it tuned: {}", file, engine.getEngineName(), e.getMessage());
            }
        }
        try {
            return new DjlModel(bundle, engine, load(bundle, engine, weights, options), Precision.FLOAT32);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new DetectorException(
                    file + ": " + engine.getEngineName() + " cannot load it, expected weights in that engine's format: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The weights as they run fastest here, where they can be made to. A GPU has other kernels than oneDNN's. */
    private static Optional<byte[]> tuned(EngineKind kind, Device device, byte[] weights, Precision precision) {
        return switch (kind) {
            case PYTORCH -> device.isGpu() ? Optional.empty() : TunedArchive.of(weights, precision);
            case ONNXRUNTIME -> TunedOnnx.of(weights);
        };
    }

    private static Model load(ModelBundle bundle, Engine engine, byte[] weights, Map<String, String> options)
            throws IOException, MalformedModelException {
        Model model = Model.newInstance(bundle.name(), engine.defaultDevice(), engine.getEngineName());
        try {
            model.load(new ByteArrayInputStream(weights), options);
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw e;
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

    /**
     * Whether inputs are better run one at a time: the model takes no more, or it runs on a processor, whose caches hold
     * one picture's values, not several (a batch of 4 took 100 ms a picture, singles 57).
     */
    boolean oneByOne() {
        return bundle.tensor().batch() == TensorSpec.Batch.ONE || !onGpu();
    }

    /** Engine, version, device and number format, such as "PyTorch 2.7.1 on cpu in bfloat16". */
    String engineText() {
        String device = onGpu() ? "gpu " + model.getNDManager().getDevice().getDeviceId() : "cpu";
        String text = engine.getEngineName() + " " + engine.getVersion() + " on " + device;
        return precision == Precision.FLOAT32 ? text : text + " in " + precision.text();
    }

    @Override
    public void close() {
        model.close();
    }
}
