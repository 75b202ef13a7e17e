package io.streetward.models.decode;

import java.util.Arrays;

/**
 * Boxes a decoder found in one picture, in input pixels, as parallel arrays that are kept from picture to picture: a
 * detector looks at thousands of candidates a second and keeps a handful.
 *
 * <p>Bounded: at most {@value #CAPACITY} are held. When they are reached, all but the strongest {@value #MAX_KEPT} go,
 * and from then on none weaker than those is taken, so that the strongest {@value #MAX_KEPT} are always there.
 */
public final class Candidates {
    /** The strongest boxes that go into the suppression; COCO's protocol scores 100 a picture. */
    public static final int MAX_KEPT = 1000;

    static final int CAPACITY = 4 * MAX_KEPT;

    private int size;
    private float floor = Float.NEGATIVE_INFINITY;
    private float[] left = new float[CAPACITY];
    private float[] top = new float[CAPACITY];
    private float[] right = new float[CAPACITY];
    private float[] bottom = new float[CAPACITY];
    private float[] score = new float[CAPACITY];
    private int[] label = new int[CAPACITY];
    private float[] spareFloats = new float[CAPACITY];
    private int[] spareLabels = new int[CAPACITY];
    private final long[] order = new long[CAPACITY];

    public void clear() {
        size = 0;
        floor = Float.NEGATIVE_INFINITY;
    }

    /** Adds a box by its edges in input pixels; a box without area, or with an edge that is no number, is no box. */
    public void add(float leftPx, float topPx, float rightPx, float bottomPx, float confidence, int labelIndex) {
        if (!(rightPx > leftPx && bottomPx > topPx && confidence > floor)) {
            return;
        }
        if (size == CAPACITY) {
            keepStrongest();
            if (confidence <= floor) {
                return;
            }
        }
        left[size] = leftPx;
        top[size] = topPx;
        right[size] = rightPx;
        bottom[size] = bottomPx;
        score[size] = confidence;
        label[size] = labelIndex;
        size++;
    }

    /** Adds a box by its centre and size in input pixels. */
    void addCentred(float x, float y, float widthPx, float heightPx, float confidence, int labelIndex) {
        add(x - widthPx / 2, y - heightPx / 2, x + widthPx / 2, y + heightPx / 2, confidence, labelIndex);
    }

    /** Puts the boxes in order, strongest first, equal scores as they were added, and drops all beyond the bound. */
    void sortStrongestFirst() {
        for (int i = 0; i < size; i++) {
            order[i] = ((long) descending(score[i]) << Integer.SIZE) | i;
        }
        Arrays.sort(order, 0, size);
        size = Math.min(size, MAX_KEPT);
        left = inOrder(left);
        top = inOrder(top);
        right = inOrder(right);
        bottom = inOrder(bottom);
        score = inOrder(score);
        int[] labels = spareLabels;
        for (int i = 0; i < size; i++) {
            labels[i] = label[(int) order[i]];
        }
        spareLabels = label;
        label = labels;
    }

    private void keepStrongest() {
        sortStrongestFirst();
        floor = score[size - 1];
    }

    /** A whole number that is smaller the larger the score is. */
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score);
        return ~(bits >= 0 ? bits : (bits ^ Integer.MAX_VALUE));
    }

    private float[] inOrder(float[] values) {
        float[] ordered = spareFloats;
        for (int i = 0; i < size; i++) {
            ordered[i] = values[(int) order[i]];
        }
        spareFloats = values;
        return ordered;
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

    /** Intersection over union of two boxes, 0..1. */
    public float iou(int i, int j) {
        float w = Math.min(right[i], right[j]) - Math.max(left[i], left[j]);
        float h = Math.min(bottom[i], bottom[j]) - Math.max(top[i], top[j]);
        float inter = w <= 0 || h <= 0 ? 0 : w * h;
        return inter / (area(i) + area(j) - inter);
    }

    private float area(int i) {
        return (right[i] - left[i]) * (bottom[i] - top[i]);
    }
}
