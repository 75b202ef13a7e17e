package io.streetward.models.graph;

/** Shape of one value in a graph, without the batch axis. */
public record FeatureShape(int channels, int height, int width) {
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
