package io.streetward.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.streetward.models.graph.Half;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A constant of the model. Values are doubles, which hold every float32 and every integer that occurs in shapes; what is
 * larger (INT64_MAX as "to the end") keeps its magnitude.
 */
final class OnnxTensor {
    private final boolean integer;
    private final int[] dims;
    private final double[] values;

    private OnnxTensor(boolean integer, int[] dims, double[] values) {
        this.integer = integer;
        this.dims = dims;
        this.values = values;
        if (sizeOf(dims) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(dims) + " does not hold " + values.length + " values");
        }
    }

    static OnnxTensor floats(List<Integer> dims, double... values) {
        return new OnnxTensor(false, toArray(dims), roundToFloats(values));
    }

    static OnnxTensor integers(List<Integer> dims, double... values) {
        return new OnnxTensor(true, toArray(dims), values.clone());
    }

    /** A tensor of the same element type. */
    OnnxTensor like(List<Integer> newDims, double... newValues) {
        return integer ? integers(newDims, newValues) : floats(newDims, newValues);
    }

    static OnnxTensor of(TensorProto proto) throws ImportException {
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            throw new ImportException(
                    "tensor " + proto.getName() + " lies in another file, expected it inside the model"
                            + " (export with save_as_external_data off)");
        }
        int[] dims = proto.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        DataType type = DataType.forNumber(proto.getDataType());
        boolean integer = type == DataType.INT64
                || type == DataType.INT32
                || type == DataType.UINT8
                || type == DataType.INT8
                || type == DataType.BOOL;
        double[] values = proto.getRawData().isEmpty() ? typed(proto, type) : raw(proto, type);
        if (values.length != sizeOf(dims)) {
            throw new ImportException("tensor " + proto.getName() + " has " + values.length + " values, expected "
                    + sizeOf(dims) + " for shape " + Arrays.toString(dims));
        }
        return new OnnxTensor(integer, dims, values);
    }

    private static double[] raw(TensorProto proto, DataType type) throws ImportException {
        ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / width(proto, type)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat();
                case FLOAT16 -> Half.toFloat(bytes.getShort());
                case DOUBLE -> bytes.getDouble();
                case INT64 -> bytes.getLong();
                case INT32 -> bytes.getInt();
                case UINT8 -> bytes.get() & 0xff;
                default -> bytes.get();
            };
        }
        return values;
    }

    private static int width(TensorProto proto, DataType type) throws ImportException {
        return switch (type) {
            case DOUBLE, INT64 -> Double.BYTES;
            case FLOAT, INT32 -> Float.BYTES;
            case FLOAT16 -> Short.BYTES;
            case UINT8, INT8, BOOL -> 1;
            default -> throw unknownType(proto, type);
        };
    }

    private static double[] typed(TensorProto proto, DataType type) throws ImportException {
        return switch (type) {
            case FLOAT -> proto.getFloatDataList().stream().mapToDouble(v -> v).toArray();
            case DOUBLE ->
                proto.getDoubleDataList().stream().mapToDouble(v -> v).toArray();
            case INT64 -> proto.getInt64DataList().stream().mapToDouble(v -> v).toArray();
            case INT32, UINT8, INT8, BOOL ->
                proto.getInt32DataList().stream().mapToDouble(v -> v).toArray();
            case FLOAT16 ->
                proto.getInt32DataList().stream()
                        .mapToDouble(v -> Half.toFloat(v.shortValue()))
                        .toArray();
            default -> throw unknownType(proto, type);
        };
    }

    private static ImportException unknownType(TensorProto proto, DataType type) {
        return new ImportException("tensor " + proto.getName() + " is of type " + type
                + ", expected float32, float16, float64, int64, int32, int8, uint8 or bool");
    }

    boolean isInteger() {
        return integer;
    }

    List<Integer> dims() {
        return Arrays.stream(dims).boxed().toList();
    }

    int rank() {
        return dims.length;
    }

    int dim(int axis) {
        return dims[axis];
    }

    int size() {
        return values.length;
    }

    double value(int index) {
        return values[index];
    }

    /** The value at {@code index} as a whole number; what is too large becomes the largest one. */
    int whole(int index) {
        return (int) values[index];
    }

    double[] values() {
        return values.clone();
    }

    List<Integer> wholes() {
        return Arrays.stream(values).mapToObj(v -> (int) v).toList();
    }

    Weights weights() {
        return weights(dims());
    }

    /** The values in another shape. */
    Weights weights(List<Integer> as) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Weights(toArray(as), floats);
    }

    private static double[] roundToFloats(double[] values) {
        return Arrays.stream(values).map(v -> (float) v).toArray();
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int sizeOf(int[] dims) {
        return Arrays.stream(dims).reduce(1, Math::multiplyExact);
    }
}
