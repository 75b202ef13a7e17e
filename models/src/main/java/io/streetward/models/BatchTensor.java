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
import java.util.Locale;

/**
 * The input tensor of one predictor, in direct memory that is kept from call to call. A single 8-bit picture is not even
 * copied: the engine reads it where the scaler wrote it.
 */
final class BatchTensor {
    private static final int CHANNELS = 3;

    private final InputSpec input;
    private final TensorSpec tensor;
    /** The tensor's value of each byte, per channel. */
    private final float[][] tables = new float[CHANNELS][256];
    /** One row of a picture, and its values. */
    private final byte[] row;

    private final float[] values;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    BatchTensor(InputSpec input, TensorSpec tensor) {
        this.input = input;
        this.tensor = tensor;
        this.row = new byte[input.widthPx() * CHANNELS];
        this.values = new float[row.length];
        for (int c = 0; c < CHANNELS; c++) {
            float factor = (float) (tensor.scale() / tensor.std().get(c));
            float offset = (float) (-tensor.mean().get(c) / tensor.std().get(c));
            for (int value = 0; value < tables[c].length; value++) {
                tables[c][value] = value * factor + offset;
            }
        }
    }

    /** A tensor owned by {@code manager}; it reads this object's memory, or the picture's, until the call ends. */
    NDArray of(List<ModelInput> pictures, NDManager manager) {
        DataType type = tensor.type() == ElementType.UINT8 ? DataType.UINT8 : DataType.FLOAT32;
        return manager.create(fill(pictures), shape(pictures.size()), type);
    }

    Shape shape(int pictures) {
        return tensor.layout() == Layout.NHWC
                ? new Shape(pictures, input.heightPx(), input.widthPx(), CHANNELS)
                : new Shape(pictures, CHANNELS, input.heightPx(), input.widthPx());
    }

    /** The tensor's bytes: this object's memory until it is filled again, or the picture's own. */
    ByteBuffer fill(List<ModelInput> pictures) {
        int n = pictures.size();
        boolean channelsLast = tensor.layout() == Layout.NHWC;
        if (tensor.type() == ElementType.UINT8) {
            if (n == 1 && channelsLast) {
                return pictures.get(0).pixels().duplicate();
            }
            ByteBuffer bytes = memory(n * input.sizeBytes());
            for (int i = 0; i < n; i++) {
                copy(pictures.get(i).pixels(), bytes, i * input.sizeBytes(), channelsLast);
            }
            return bytes;
        }
        ByteBuffer bytes = memory(n * input.sizeBytes() * Float.BYTES);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int i = 0; i < n; i++) {
            convert(pictures.get(i).pixels(), floats, i * input.sizeBytes(), channelsLast);
        }
        return bytes;
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

    /** A row at a time through arrays: reading and writing direct memory value by value takes several times as long. */
    private void convert(ByteBuffer from, FloatBuffer to, int at, boolean channelsLast) {
        int width = input.widthPx();
        int plane = width * input.heightPx();
        for (int y = 0; y < input.heightPx(); y++) {
            from.get(y * row.length, row);
            if (channelsLast) {
                for (int i = 0; i < row.length; i++) {
                    values[i] = tables[i % CHANNELS][row[i] & 0xff];
                }
                to.put(at + y * row.length, values, 0, row.length);
                continue;
            }
            for (int c = 0; c < CHANNELS; c++) {
                float[] table = tables[c];
                for (int x = 0; x < width; x++) {
                    values[x] = table[row[x * CHANNELS + c] & 0xff];
                }
                to.put(at + c * plane + y * width, values, 0, width);
            }
        }
    }

    /** What the model is fed, such as "uint8 512x512x3". */
    String text() {
        String size = input.heightPx() + "x" + input.widthPx();
        return tensor.type().name().toLowerCase(Locale.ROOT) + " "
                + (tensor.layout() == Layout.NHWC ? size + "x" + CHANNELS : CHANNELS + "x" + size);
    }
}
