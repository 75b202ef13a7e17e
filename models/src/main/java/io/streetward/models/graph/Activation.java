package io.streetward.models.graph;

/**
 * An element-wise function.
 *
 * @param kind which
 * @param first its first parameter, 0 where it has none
 * @param second its second parameter, 0 where it has none
 */
public record Activation(Kind kind, float first, float second) {
    /** Identity. */
    public static final Activation NONE = new Activation(Kind.NONE);

    /** Computes max(x, 0). */
    public static final Activation RELU = new Activation(Kind.RELU);

    /** Computes min(max(x, 0), 6). */
    public static final Activation RELU6 = new Activation(Kind.RELU6);

    /** Computes relu6(x + 3) / 6. */
    public static final Activation HARD_SIGMOID = new Activation(Kind.HARD_SIGMOID);

    /** Computes x · relu6(x + 3) / 6. */
    public static final Activation HARD_SWISH = new Activation(Kind.HARD_SWISH);

    /** Computes 1 / (1 + exp(−x)). */
    public static final Activation SIGMOID = new Activation(Kind.SIGMOID);

    /** Computes x / (1 + exp(−x)), also called swish. */
    public static final Activation SILU = new Activation(Kind.SILU);

    /** Computes tanh(x). */
    public static final Activation TANH = new Activation(Kind.TANH);

    /** Computes exp(x). */
    public static final Activation EXP = new Activation(Kind.EXP);

    /** Computes √x. */
    public static final Activation SQRT = new Activation(Kind.SQRT);

    /** Computes |x|. */
    public static final Activation ABS = new Activation(Kind.ABS);

    /** Computes 1 / x. */
    public static final Activation RECIPROCAL = new Activation(Kind.RECIPROCAL);

    private Activation(Kind kind) {
        this(kind, 0, 0);
    }

    /** Computes x where x is positive, {@code slope · x} elsewhere. */
    public static Activation leakyRelu(float slope) {
        return new Activation(Kind.LEAKY_RELU, slope, 0);
    }

    /** Computes min(max(x, low), high); either bound may be infinite. */
    public static Activation clip(float low, float high) {
        if (low == 0 && high == 6) {
            return RELU6;
        }
        return low == 0 && high >= Float.MAX_VALUE ? RELU : new Activation(Kind.CLIP, low, high);
    }

    /** Whether f(s·x) = s·f(x) for every s > 0. */
    public boolean commutesWithScale() {
        return kind == Kind.NONE || kind == Kind.RELU || kind == Kind.LEAKY_RELU || kind == Kind.ABS;
    }

    /** The functions; see the constants and factories of {@link Activation} for what they compute. */
    public enum Kind {
        NONE,
        RELU,
        RELU6,
        HARD_SIGMOID,
        HARD_SWISH,
        SIGMOID,
        SILU,
        TANH,
        EXP,
        SQRT,
        ABS,
        RECIPROCAL,
        LEAKY_RELU,
        CLIP
    }
}
