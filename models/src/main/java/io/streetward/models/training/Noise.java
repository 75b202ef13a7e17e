package io.streetward.models.training;

/**
 * Smooth noise over the plane: random values on a lattice, interpolated (value noise; Perlin, "An Image Synthesizer",
 * SIGGRAPH 1985, has the smoothing curve and the sum of octaves).
 */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** In −1..1; the lattice is one unit wide. */
    double at(double x, double y) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double fx = smooth(x - ix);
        double fy = smooth(y - iy);
        double top = mix(lattice(ix, iy), lattice(ix + 1, iy), fx);
        double bottom = mix(lattice(ix, iy + 1), lattice(ix + 1, iy + 1), fx);
        return mix(top, bottom, fy);
    }

    /** The sum of {@code octaves} layers, each twice as fine and half as strong, in about −1..1. */
    double octaves(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        for (int i = 0; i < octaves; i++) {
            sum += strength * at(x, y);
            strength /= 2;
            x = 2 * x + 17.3; // lattices that do not lie on each other
            y = 2 * y + 5.7;
        }
        return sum / (1 - Math.pow(0.5, octaves));
    }

    private double lattice(int x, int y) {
        // The finalizer of SplittableRandom over the cell's number.
        long z = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >> 11) * 0x1.0p-52;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
