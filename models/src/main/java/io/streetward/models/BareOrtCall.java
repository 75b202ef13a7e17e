package io.streetward.models;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInput;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's own call, in a session of its own on the same weights, on a direct buffer. */
final class BareOrtCall implements LayeredModel.Call {
    private final DjlModel model;
    private final OrtSession session;
    private final OnnxTensor tensor;
    private final Map<String, OnnxTensor> input;

    BareOrtCall(DjlModel model, byte[] weights, List<ModelInput> pictures, int intraOpThreads)
            throws DetectorException {
        this.model = model;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(intraOpThreads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(weights, options);
            BatchTensor batch =
                    new BatchTensor(model.bundle().input(), model.bundle().tensor());
            ByteBuffer values = batch.fill(pictures);
            long[] shape = batch.shape(pictures.size()).getShape();
            tensor = switch (model.bundle().tensor().type()) {
                case UINT8 -> OnnxTensor.createTensor(environment, values, shape, OnnxJavaType.UINT8);
                case FLOAT32 -> OnnxTensor.createTensor(environment, values.asFloatBuffer(), shape);
            };
            input = Map.of(session.getInputNames().iterator().next(), tensor);
        } catch (OrtException e) {
            throw new DetectorException(model.bundle().name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void run() throws DetectorException {
        try (OrtSession.Result result = session.run(input)) {
            result.size();
        } catch (OrtException e) {
            throw new DetectorException(model.bundle().name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        tensor.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session", e);
        }
    }
}
