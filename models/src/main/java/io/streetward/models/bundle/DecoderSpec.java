package io.streetward.models.bundle;

/** Which decoder turns a model's outputs into boxes, and its parameters. */
public sealed interface DecoderSpec {
    /** The decoder's name in {@code model.yaml}. */
    String type();

    /**
     * Class peaks on a grid, each with distances to the box's edges.
     *
     * @param stridePx input pixels per grid cell
     */
    record CenterNet(int stridePx) implements DecoderSpec {
        @Override
        public String type() {
            return "centernet";
        }
    }
}
