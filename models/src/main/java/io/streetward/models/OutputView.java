package io.streetward.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.streetward.models.decode.OutputTensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine's output tensors, read where they lie. */
final class OutputView {
    private OutputView() {}

    /**
     * Views of the outputs, valid while these are.
     *
     * @throws IllegalArgumentException when one holds neither floats nor whole numbers
     */
    static List<OutputTensor> of(NDList outputs) {
        List<OutputTensor> tensors = new ArrayList<>(outputs.size());
        for (NDArray output : outputs) {
            tensors.add(of(output));
        }
        return tensors;
    }

    private static OutputTensor of(NDArray output) {
        List<Integer> shape = Arrays.stream(output.getShape().getShape())
                .mapToObj(Math::toIntExact)
                .toList();
        // Our archives keep channels last, so that this order needs no copy; from any other the engine makes one.
        boolean channelsLast = output instanceof PtNDArray && shape.size() == 4 && shape.get(1) > 1;
        NDArray ordered = channelsLast ? output.transpose(0, 2, 3, 1) : output;
        @Nullable String name = output.getName();
        return new OutputTensor(name == null ? "" : name, shape, values(ordered), channelsLast);
    }

    private static FloatBuffer values(NDArray array) {
        DataType type = array.getDataType();
        if (array.getShape().size() == 0) { // an export with its own suppression found nothing
            return FloatBuffer.allocate(0);
        }
        if (type == DataType.FLOAT32) {
            return array.toByteBuffer(true).asFloatBuffer();
        }
        FloatBuffer floats =
                FloatBuffer.allocate(Math.toIntExact(array.getShape().size()));
        if (type == DataType.INT64) {
            LongBuffer longs = array.toByteBuffer(true).asLongBuffer();
            while (longs.hasRemaining()) {
                floats.put((float) longs.get());
            }
        } else if (type == DataType.INT32) {
            IntBuffer ints = array.toByteBuffer(true).asIntBuffer();
            while (ints.hasRemaining()) {
                floats.put((float) ints.get());
            }
        } else {
            throw new IllegalArgumentException("the model returned a " + type + " tensor " + array.getShape()
                    + ", expected float32, int64 or int32");
        }
        return floats.flip();
    }
}
