package io.streetward.models.graph;

/** Element-wise functions without parameters. */
public enum Activation {
    /** Identity. */
    NONE,
    /** Computes max(x, 0). */
    RELU,
    /** Computes min(max(x, 0), 6). */
    RELU6,
    /** Computes relu6(x + 3) / 6. */
    HARD_SIGMOID,
    /** Computes x · relu6(x + 3) / 6. */
    HARD_SWISH,
    /** Computes 1 / (1 + exp(−x)). */
    SIGMOID
}
