package io.streetward.models;

/** Looks around a cell of a map of class peaks. */
final class Peaks {
    private Peaks() {}

    /** How far {@code value} is from the nearest value in the 3×3 cells around {@code index}. */
    static double distance(TrialModel.Output map, int index, float value) {
        int rank = map.shape().size();
        if (rank != 4) {
            return Math.abs(value);
        }
        int width = Math.toIntExact(map.shape().get(3));
        int height = Math.toIntExact(map.shape().get(2));
        int x = index % width;
        int y = index / width % height;
        double nearest = Math.abs(value);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                boolean inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
                if (inside) {
                    float there = map.values().get(index + dy * width + dx);
                    nearest = Math.min(nearest, Math.abs(there - value));
                }
            }
        }
        return nearest;
    }
}
