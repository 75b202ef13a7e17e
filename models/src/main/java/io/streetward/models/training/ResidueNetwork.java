package io.streetward.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.streetward.detect.PatchPair;
import java.util.List;

/**
 * The network: before, after and their difference as nine planes, five 3×3 convolutions down to 8×8 cells, then the mean
 * and the largest value of each feature, since one stone is as good a reason as a whole field of them.
 *
 * <p>About 57,000 parameters and 8 million multiplications a pair.
 */
final class ResidueNetwork {
    static final int PATCH = PatchPair.SIDE_PX;
    /** Planes: before, after, after − before; three colours each. */
    static final int PLANES = 9;

    /** Brings pixels to about −2..2: mid-grey and half of it. */
    static final float PIXEL_OFFSET = 128;

    static final float PIXEL_SCALE = 1 / 64f;
    /** A difference is smaller than a pixel: 32 levels are already a strong change. */
    static final float DIFFERENCE_SCALE = 1 / 32f;

    /** One convolution with batch normalisation and ReLU. */
    record Layer(int in, int out, int stride) {}

    static final List<Layer> LAYERS = List.of(
            new Layer(PLANES, 16, 2),
            new Layer(16, 32, 2),
            new Layer(32, 32, 1),
            new Layer(32, 48, 2),
            new Layer(48, 64, 1));
    static final int FEATURES = 64;
    /** Three of the layers halve the side. */
    private static final int CELLS = (PATCH / 8) * (PATCH / 8);

    private ResidueNetwork() {}

    /** The untrained network; its input is uint8 N × 128 × 64 × 3, the earlier patch above the later, its output N × 3. */
    static SequentialBlock create() {
        SequentialBlock net = new SequentialBlock();
        net.add(new LambdaBlock(ResidueNetwork::planes, "planes"));
        for (Layer layer : LAYERS) {
            net.add(Conv2d.builder()
                    .setKernelShape(new Shape(3, 3))
                    .optStride(new Shape(layer.stride, layer.stride))
                    .optPadding(new Shape(1, 1))
                    .setFilters(layer.out)
                    .optBias(false)
                    .build());
            net.add(BatchNorm.builder().build());
            net.add(Activation.reluBlock());
        }
        net.add(new LambdaBlock(ResidueNetwork::pooled, "pooled"));
        net.add(Linear.builder().setUnits(ResidueLabel.ORDER.size()).build());
        return net;
    }

    /** Shape of {@code pairs} pairs. */
    static Shape inputShape(int pairs) {
        return new Shape(pairs, 2L * PATCH, PATCH, 3);
    }

    private static NDList planes(NDList input) {
        NDArray picture = input.singletonOrThrow().transpose(0, 3, 1, 2).toType(DataType.FLOAT32, false);
        NDArray before = picture.get(":, :, :" + PATCH);
        NDArray after = picture.get(":, :, " + PATCH + ":");
        NDArray difference = after.sub(before).mul(DIFFERENCE_SCALE);
        return new NDList(NDArrays.concat(new NDList(scaled(before), scaled(after), difference), 1));
    }

    private static NDArray scaled(NDArray pixels) {
        return pixels.sub(PIXEL_OFFSET).mul(PIXEL_SCALE);
    }

    private static NDList pooled(NDList input) {
        NDArray cells = input.singletonOrThrow().reshape(-1, FEATURES, CELLS);
        NDArray mean = cells.mean(new int[] {2});
        NDArray largest = cells.max(new int[] {2});
        return new NDList(NDArrays.concat(new NDList(mean, largest), 1));
    }

    /** The blocks of one kind, in order. */
    static <B extends Block> List<B> blocks(SequentialBlock net, Class<B> kind) {
        return net.getChildren().values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
