package io.streetward.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.streetward.models.decode.FeatureMap;
import java.util.ArrayList;
import java.util.List;

/** An engine's output tensors, read where they lie. */
final class OutputView {
    private static final int AXES = 4;

    private OutputView() {}

    /**
     * Views of the outputs, valid while these are.
     *
     * @throws IllegalArgumentException when one is not float N×C×H×W
     */
    static List<FeatureMap> of(NDList outputs) {
        List<FeatureMap> maps = new ArrayList<>(outputs.size());
        for (NDArray output : outputs) {
            maps.add(of(output));
        }
        return maps;
    }

    private static FeatureMap of(NDArray output) {
        Shape shape = output.getShape();
        if (shape.dimension() != AXES || output.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("the model returned a " + output.getDataType() + " tensor " + shape
                    + ", expected float32 with four axes");
        }
        // Our archives keep channels last, so that this order needs no copy; from any other the engine makes one.
        boolean channelsLast = output instanceof PtNDArray;
        NDArray ordered = channelsLast ? output.transpose(0, 2, 3, 1) : output;
        return new FeatureMap(
                ordered.toByteBuffer(true).asFloatBuffer(),
                Math.toIntExact(shape.get(0)),
                Math.toIntExact(shape.get(1)),
                Math.toIntExact(shape.get(2)),
                Math.toIntExact(shape.get(3)),
                channelsLast);
    }
}
