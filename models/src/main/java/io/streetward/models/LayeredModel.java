package io.streetward.models;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInput;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.TensorSpec;
import io.streetward.models.tuning.Precision;
import io.streetward.models.tuning.TunedOnnx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One loaded model with the layers of a detector apart, to measure what each adds: the runtime's own call, DJL's call, and
 * the detector. All use the same weights, threads and tensors. For one thread at a time.
 */
public final class LayeredModel implements AutoCloseable {
    private final DjlDetector detector;
    /** For the bare runtime, as the detector loaded them. */
    private final byte[] weights;

    private final int intraOpThreads;

    private LayeredModel(DjlDetector detector, byte[] weights, int intraOpThreads) {
        this.detector = detector;
        this.weights = weights;
        this.intraOpThreads = intraOpThreads;
    }

    /** An inference of fixed pictures, again and again. */
    public interface Call extends AutoCloseable {
        /** Runs the model over the pictures, all at once where it takes batches, and drops the outputs. */
        void run() throws DetectorException;

        @Override
        void close();
    }

    /**
     * Loads a bundle.
     *
     * @throws BundleException when the description is wrong or a file is missing
     * @throws DetectorException when the weights do not load or return other shapes than described
     */
    public static LayeredModel open(String name, Path bundlesDir, int intraOpThreads, Precision precision)
            throws BundleException, DetectorException {
        BundleSource source = new Bundles(bundlesDir).find(name);
        ModelBundle bundle = Bundles.read(source);
        DjlDetector detector = DjlDetector.open(bundle, source, intraOpThreads, precision);
        try {
            byte[] weights = BundleFiles.readWeights(bundle, source, bundle.weights());
            return new LayeredModel(detector, TunedOnnx.of(weights).orElse(weights), intraOpThreads);
        } catch (BundleException | RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    public Detector detector() {
        return detector;
    }

    /** Engine, version, device and number format. */
    public String engineText() {
        return detector.engineText();
    }

    /** The name of DJL's engine. */
    public String engineName() {
        return detector.model().bundle().engine().djlName();
    }

    /** NDArrays that DJL holds for this model between calls, its weights among them. */
    public int heldArrays() {
        return detector.model().model().getNDManager().getManagedArrays().size();
    }

    /** The runtime's own call, with nothing of DJL or of ours in it. */
    public Call bare(List<ModelInput> pictures) throws DetectorException {
        List<Call> calls = new ArrayList<>();
        for (List<ModelInput> part : parts(pictures)) {
            calls.add(
                    switch (detector.model().bundle().engine()) {
                        case PYTORCH -> new BareTorchCall(detector.model(), tensor(part), intraOpThreads);
                        case ONNXRUNTIME -> new BareOrtCall(detector.model(), weights, part, intraOpThreads);
                    });
        }
        return new Calls(calls);
    }

    /** DJL's predictor on ready tensors. */
    public Call djl(List<ModelInput> pictures) {
        List<Call> calls = new ArrayList<>();
        for (List<ModelInput> part : parts(pictures)) {
            calls.add(new DjlCall(detector.model(), tensor(part), intraOpThreads));
        }
        return new Calls(calls);
    }

    @Override
    public void close() {
        detector.close();
    }

    /** As many pictures at a time as the model was exported for. */
    private List<List<ModelInput>> parts(List<ModelInput> pictures) {
        if (detector.model().bundle().tensor().batch() == TensorSpec.Batch.ANY) {
            return List.of(pictures);
        }
        return pictures.stream().map(List::of).toList();
    }

    private NDList tensor(List<ModelInput> pictures) {
        ModelBundle bundle = detector.model().bundle();
        NDManager manager = detector.model().model().getNDManager().newSubManager();
        return new NDList(new BatchTensor(bundle.input(), bundle.tensor()).of(pictures, manager));
    }

    private record Calls(List<Call> parts) implements Call {
        @Override
        public void run() throws DetectorException {
            for (Call part : parts) {
                part.run();
            }
        }

        @Override
        public void close() {
            parts.forEach(Call::close);
        }
    }

    private static final class DjlCall implements Call {
        private final DjlModel model;
        private final NDList input;
        private final int intraOpThreads;
        private final Predictor<NDList, NDList> predictor;

        DjlCall(DjlModel model, NDList input, int intraOpThreads) {
            this.model = model;
            this.input = input;
            this.intraOpThreads = intraOpThreads;
            this.predictor = model.model().newPredictor(new NoopTranslator());
        }

        @Override
        public void run() throws DetectorException {
            DjlRuntime.setIntraOpThreads(model.bundle().engine(), intraOpThreads);
            try (NDList outputs = predictor.predict(input)) {
                outputs.head().getShape(); // an output that nobody looked at might not have been computed
            } catch (TranslateException e) {
                throw new DetectorException(model.bundle().name() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            predictor.close();
            input.head().getManager().close();
        }
    }
}
