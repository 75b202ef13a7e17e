package io.streetward.models.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.streetward.models.TestPictures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TunedOnnxTest {
    private static final int SIZE = 416;

    @Test
    void weightsAmongTheInputsBecomeConstantsAndNoOutputChanges() throws IOException, OrtException {
        byte[] model = Files.readAllBytes(TestPictures.shared("models/picodet_s_416_coco.onnx"));
        byte[] tuned = TunedOnnx.of(model).orElseThrow();
        assertThat(tuned.length).isLessThan(model.length);
        assertThat(TunedOnnx.of(tuned)).isEmpty();
        FloatBuffer picture = FloatBuffer.allocate(3 * SIZE * SIZE);
        Random random = new Random(7);
        while (picture.hasRemaining()) {
            picture.put(random.nextFloat());
        }
        float[] expected = run(model, picture.flip());
        float[] found = run(tuned, picture.rewind());
        assertThat(found).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(worst).isLessThan(1e-4);
    }

    @Test
    void aModelWithNoSuchInputsIsLeftAlone() throws IOException {
        assertThat(TunedOnnx.of(Files.readAllBytes(TestPictures.shared("models/yolox_nano.onnx"))))
                .isEmpty();
    }

    @Test
    void whatIsNoModelIsLeftToTheEngine() {
        byte[] noise = new byte[4096];
        new Random(3).nextBytes(noise);
        assertThat(TunedOnnx.of(noise)).isEmpty();
        assertThat(TunedOnnx.of(new byte[0])).isEmpty();
        assertThat(TunedOnnx.of(new byte[] {(7 << 3) | 2, -1, -1, -1, -1, 7})).isEmpty();
    }

    private static float[] run(byte[] model, FloatBuffer picture) throws OrtException {
        Engine.getEngine("OnnxRuntime"); // DJL insists on being the one that makes the environment
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        try (options;
                OrtSession session = environment.createSession(model, options);
                OnnxTensor input = OnnxTensor.createTensor(environment, picture, new long[] {1, 3, SIZE, SIZE});
                OrtSession.Result result = session.run(Map.of("image", input))) {
            float[] all = {};
            for (int i = 0; i < result.size(); i++) {
                float[] values = ((OnnxTensor) result.get(i)).getFloatBuffer().array();
                int before = all.length;
                all = Arrays.copyOf(all, before + values.length);
                System.arraycopy(values, 0, all, before, values.length);
            }
            return all;
        }
    }
}
