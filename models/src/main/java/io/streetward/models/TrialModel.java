package io.streetward.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.onnx.Normalise;
import io.streetward.models.onnx.PictureSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Weights on a processor thread of their own engine, outside any bundle, to see what they return for one picture. */
public final class TrialModel implements AutoCloseable {
    private static final int CHANNELS = 3;

    private final Model model;
    private final Predictor<NDList, NDList> predictor;
    private final EngineKind engine;
    private final PictureSize size;
    private final Normalise normalise;

    private TrialModel(EngineKind engine, Model model, PictureSize size, Normalise normalise) {
        this.engine = engine;
        this.model = model;
        this.size = size;
        this.normalise = normalise;
        this.predictor = model.newPredictor(new NoopTranslator());
    }

    /**
     * One of a model's results.
     *
     * @param shape with the batch axis
     */
    public record Output(List<Long> shape, FloatBuffer values) {}

    /** An archive that takes 8-bit N×H×W×3 and normalises by itself. */
    public static TrialModel torchScript(byte[] archive, PictureSize size) throws DetectorException {
        return load(EngineKind.PYTORCH, archive, Map.of("mapLocation", "true"), size, Normalise.NONE);
    }

    /** An ONNX file that takes float32 1×3×H×W, normalised here. */
    public static TrialModel onnx(byte[] file, PictureSize size, Normalise normalise) throws DetectorException {
        Map<String, String> oneThread = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");
        return load(EngineKind.ONNXRUNTIME, file, oneThread, size, normalise);
    }

    private static TrialModel load(
            EngineKind engine, byte[] weights, Map<String, String> options, PictureSize size, Normalise normalise)
            throws DetectorException {
        String name = DjlRuntime.engine(engine).getEngineName();
        Model model = Model.newInstance("trial", Device.cpu(), name);
        try {
            model.load(new ByteArrayInputStream(weights), options);
            return new TrialModel(engine, model, size, normalise);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new DetectorException(name + " cannot load the model: " + e.getMessage(), e);
        }
    }

    /**
     * What the model returns for a picture.
     *
     * @param pixels height × width × 3 bytes in the model's colour order
     */
    public List<Output> run(ByteBuffer pixels) throws DetectorException {
        DjlRuntime.setIntraOpThreads(engine, 1);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            return predictor.predict(new NDList(input(pixels, manager))).stream()
                    .map(TrialModel::copy)
                    .toList();
        } catch (TranslateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DetectorException(engine.djlName() + " cannot run the model: " + cause.getMessage(), e);
        }
    }

    private static Output copy(NDArray array) {
        List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
        return new Output(
                shape, FloatBuffer.wrap(array.toType(DataType.FLOAT32, false).toFloatArray()));
    }

    private NDArray input(ByteBuffer pixels, NDManager manager) {
        int height = size.heightPx();
        int width = size.widthPx();
        if (engine == EngineKind.PYTORCH) {
            return manager.create(pixels.duplicate(), new Shape(1, height, width, CHANNELS), DataType.UINT8);
        }
        int plane = width * height;
        FloatBuffer planes = FloatBuffer.allocate(CHANNELS * plane);
        for (int i = 0; i < CHANNELS * plane; i++) {
            int c = i % CHANNELS;
            double value = (pixels.get(i) & 0xff) * normalise.scale()
                    - normalise.mean().get(c);
            planes.put(
                    c * plane + i / CHANNELS, (float) (value / normalise.std().get(c)));
        }
        return manager.create(planes, new Shape(1, CHANNELS, height, width), DataType.FLOAT32);
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
