package io.streetward.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.models.bundle.TensorSpec;
import io.streetward.models.bundle.TensorSpec.ElementType;
import io.streetward.models.bundle.TensorSpec.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The input tensor of one predictor, in direct memory that is kept from call to call. A single 8-bit picture is not even
 * copied: the engine reads it where the scaler wrote it.
 */
final class BatchTensor {
    private static final int CHANNELS = 3;

    private final InputSpec input;
    private final TensorSpec tensor;
    private final float[] factor = new float[CHANNELS];
    private final float[] offset = new float[CHANNELS];
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    BatchTensor(InputSpec input, TensorSpec tensor) {
        this.input = input;
        this.tensor = tensor;
        for (int c = 0; c < CHANNELS; c++) {
            factor[c] = (float) (tensor.scale() / tensor.std().get(c));
            offset[c] = (float) (-tensor.mean().get(c) / tensor.std().get(c));
        }
    }

    /** A tensor owned by {@code manager}; it reads this object's memory, or the picture's, until the call ends. */
    NDArray of(List<ModelInput> pictures, NDManager manager) {
        int n = pictures.size();
        boolean channelsLast = tensor.layout() == Layout.NHWC;
        Shape shape = channelsLast
                ? new Shape(n, input.heightPx(), input.widthPx(), CHANNELS)
                : new Shape(n, CHANNELS, input.heightPx(), input.widthPx());
        if (tensor.type() == ElementType.UINT8) {
            if (n == 1 && channelsLast) {
                return manager.create(pictures.get(0).pixels().duplicate(), shape, DataType.UINT8);
            }
            ByteBuffer bytes = memory(n * input.sizeBytes());
            for (int i = 0; i < n; i++) {
                copy(pictures.get(i).pixels(), bytes, i * input.sizeBytes(), channelsLast);
            }
            return manager.create(bytes, shape, DataType.UINT8);
        }
        ByteBuffer bytes = memory(n * input.sizeBytes() * Float.BYTES);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int i = 0; i < n; i++) {
            convert(pictures.get(i).pixels(), floats, i * input.sizeBytes(), channelsLast);
        }
        return manager.create(bytes, shape, DataType.FLOAT32);
    }

    private ByteBuffer memory(int bytes) {
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return memory.clear().limit(bytes);
    }

    private void copy(ByteBuffer from, ByteBuffer to, int at, boolean channelsLast) {
        if (channelsLast) {
            to.put(at, from, 0, input.sizeBytes());
            return;
        }
        int plane = input.widthPx() * input.heightPx();
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < CHANNELS; c++) {
                to.put(at + c * plane + i, from.get(i * CHANNELS + c));
            }
        }
    }

    private void convert(ByteBuffer from, FloatBuffer to, int at, boolean channelsLast) {
        int plane = input.widthPx() * input.heightPx();
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < CHANNELS; c++) {
                float value = (from.get(i * CHANNELS + c) & 0xff) * factor[c] + offset[c];
                to.put(at + (channelsLast ? i * CHANNELS + c : c * plane + i), value);
            }
        }
    }
}
