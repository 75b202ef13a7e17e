package io.streetward.models.decode;

import java.util.Arrays;

/**
 * Boxes a decoder found in one picture, in input pixels, as parallel arrays that are kept from picture to picture: a
 * detector looks at thousands of candidates a second and keeps a handful.
 */
public final class Candidates {
    private static final int INITIAL_CAPACITY = 256;

    private int size;
    private float[] left = new float[INITIAL_CAPACITY];
    private float[] top = new float[INITIAL_CAPACITY];
    private float[] right = new float[INITIAL_CAPACITY];
    private float[] bottom = new float[INITIAL_CAPACITY];
    private float[] score = new float[INITIAL_CAPACITY];
    private int[] label = new int[INITIAL_CAPACITY];

    public void clear() {
        size = 0;
    }

    /** Adds a box by its edges in input pixels. */
    public void add(float leftPx, float topPx, float rightPx, float bottomPx, float confidence, int labelIndex) {
        if (size == score.length) {
            grow(2 * size);
        }
        left[size] = leftPx;
        top[size] = topPx;
        right[size] = rightPx;
        bottom[size] = bottomPx;
        score[size] = confidence;
        label[size] = labelIndex;
        size++;
    }

    private void grow(int capacity) {
        left = Arrays.copyOf(left, capacity);
        top = Arrays.copyOf(top, capacity);
        right = Arrays.copyOf(right, capacity);
        bottom = Arrays.copyOf(bottom, capacity);
        score = Arrays.copyOf(score, capacity);
        label = Arrays.copyOf(label, capacity);
    }

    public int size() {
        return size;
    }

    public float leftPx(int i) {
        return left[i];
    }

    public float topPx(int i) {
        return top[i];
    }

    public float rightPx(int i) {
        return right[i];
    }

    public float bottomPx(int i) {
        return bottom[i];
    }

    public float score(int i) {
        return score[i];
    }

    public int label(int i) {
        return label[i];
    }

    /** Intersection over union of two boxes, 0..1; 0 when both are empty. */
    public float iou(int i, int j) {
        float w = Math.min(right[i], right[j]) - Math.max(left[i], left[j]);
        float h = Math.min(bottom[i], bottom[j]) - Math.max(top[i], top[j]);
        float inter = w <= 0 || h <= 0 ? 0 : w * h;
        float union = area(i) + area(j) - inter;
        return union <= 0 ? 0 : inter / union;
    }

    private float area(int i) {
        return Math.max(0, right[i] - left[i]) * Math.max(0, bottom[i] - top[i]);
    }
}
