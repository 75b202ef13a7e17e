package io.streetward.tools.bench;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.media.FrameRef;
import io.streetward.media.VideoFrame;
import io.streetward.models.LayeredModel;
import io.streetward.models.LayeredModel.Call;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.tuning.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bundle loaded once per detector, and the four layers over it that are measured against each other. */
final class InferenceSetup implements AutoCloseable {
    /** From the runtime's own call up to the engine's whole path. */
    static final List<String> LAYERS = List.of("bare", "djl", "detector", "pipeline");

    private final List<LayeredModel> models = new ArrayList<>();
    private final DecodedClip clip;

    private InferenceSetup(DecodedClip clip) {
        this.clip = clip;
    }

    /** Loads the bundle {@code detectors} times, each for {@code threads} threads. */
    static InferenceSetup open(
            String bundle, Path bundlesDir, int detectors, int threads, Precision precision, DecodedClip clip)
            throws BenchException {
        InferenceSetup setup = new InferenceSetup(clip);
        try {
            for (int i = 0; i < detectors; i++) {
                setup.models.add(LayeredModel.open(bundle, bundlesDir, threads, precision));
            }
            return setup;
        } catch (BundleException | DetectorException e) {
            setup.close();
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }

    String engineText() {
        return models.get(0).engineText();
    }

    int heldArrays() {
        return models.stream().mapToInt(LayeredModel::heldArrays).sum();
    }

    PipelineLayer pipeline(int batch) {
        return new PipelineLayer(models.stream().map(LayeredModel::detector).toList(), batch, clip);
    }

    /** Fresh layers for one batch size, in the order of {@link #LAYERS}; the caller closes them. */
    List<Layer> layers(int batch) throws BenchException {
        List<Call> bare = new ArrayList<>();
        List<Call> djl = new ArrayList<>();
        List<Call> detect = new ArrayList<>();
        try {
            for (LayeredModel model : models) {
                List<ModelInput> pictures = pictures(model.detector(), batch);
                bare.add(model.bare(pictures));
                djl.add(model.djl(pictures));
                detect.add(new DetectCall(model.detector(), pictures));
            }
        } catch (DetectorException | FfmpegException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
        return List.of(
                new CallLayer(LAYERS.get(0), bare, batch),
                new CallLayer(LAYERS.get(1), djl, batch),
                new CallLayer(LAYERS.get(2), detect, batch),
                pipeline(batch));
    }

    private List<ModelInput> pictures(Detector detector, int batch) throws FfmpegException, BenchException {
        ModelInputPool pool = new ModelInputPool(detector.input(), batch);
        List<ModelInput> pictures = new ArrayList<>();
        try (FrameScaler scaler = new FrameScaler()) {
            for (int i = 0; i < batch; i++) {
                VideoFrame frame = clip.frame(i);
                pictures.add(PipelineLayer.scale(scaler, pool, frame, FrameRef.of(frame)));
            }
        }
        return pictures;
    }

    @Override
    public void close() {
        models.forEach(LayeredModel::close);
    }

    private record DetectCall(Detector detector, List<ModelInput> pictures) implements Call {
        @Override
        public void run() throws DetectorException {
            detector.detect(pictures);
        }

        @Override
        public void close() {
            pictures.forEach(ModelInput::close);
        }
    }
}
