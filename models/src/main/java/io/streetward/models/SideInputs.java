package io.streetward.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What some exports want beside the picture, to turn boxes into pixels of the original: they are told that the input is
 * the original, and {@link io.streetward.detect.Letterbox} does the rest.
 *
 * <ul>
 *   <li>{@code orig_target_sizes}, int64 N×2, width and height (RT-DETR, D-FINE: {@code tools/deployment/export_onnx.py})
 *   <li>{@code scale_factor}, float N×2, and {@code im_shape}, float N×2, height and width (PaddleDetection)
 * </ul>
 */
final class SideInputs {
    private final InputSpec input;
    /** All inputs in the model's order; empty when it only wants pictures. */
    private final List<String> names;

    private SideInputs(InputSpec input, List<String> names) {
        this.input = input;
        this.names = names;
    }

    /**
     * Those of a loaded model.
     *
     * @throws IllegalArgumentException when it wants something else
     */
    static SideInputs of(InputSpec input, EngineKind engine, Block block) {
        List<String> names = new ArrayList<>();
        if (engine == EngineKind.ONNXRUNTIME) {
            for (Pair<String, Shape> wanted : block.describeInput()) {
                names.add(wanted.getKey());
            }
        }
        long pictures = names.stream().filter(name -> !isKnown(name)).count();
        if (names.size() > 1 && pictures != 1) {
            throw new IllegalArgumentException("the model wants the inputs " + names
                    + ", expected one for pictures and else only orig_target_sizes, scale_factor or im_shape");
        }
        return new SideInputs(input, names.size() > 1 ? names : List.of());
    }

    /** All inputs of a call, the pictures among them. */
    NDList with(NDArray pictures, NDManager manager) {
        if (names.isEmpty()) {
            return new NDList(pictures);
        }
        NDList all = new NDList(names.size());
        for (String name : names) {
            NDArray value = isKnown(name)
                    ? create(name, Math.toIntExact(pictures.getShape().get(0)), manager)
                    : pictures;
            value.setName(name);
            all.add(value);
        }
        return all;
    }

    private static boolean isKnown(String name) {
        return name.equals("orig_target_sizes") || name.equals("scale_factor") || name.equals("im_shape");
    }

    private NDArray create(String name, int pictures, NDManager manager) {
        Shape shape = new Shape(pictures, 2);
        if (name.equals("orig_target_sizes")) {
            long[] sizes = new long[2 * pictures];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = i % 2 == 0 ? input.widthPx() : input.heightPx();
            }
            return manager.create(sizes, shape);
        }
        float[] values = new float[2 * pictures];
        for (int i = 0; i < values.length; i++) {
            values[i] = name.equals("scale_factor") ? 1 : i % 2 == 0 ? input.heightPx() : input.widthPx();
        }
        return manager.create(values, shape);
    }
}
