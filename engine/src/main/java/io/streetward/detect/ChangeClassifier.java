package io.streetward.detect;

import java.util.List;

/**
 * A small second-stage model: says what a lasting change on the ground is, from how the ground looked before and looks
 * now. One instance serves one thread at a time.
 */
public interface ChangeClassifier extends AutoCloseable {
    /** The bundle's name. */
    String name();

    /** What it tells apart, in the order of the model's outputs. */
    List<String> labels();

    /**
     * The square it wants to see, as a factor on the longer side of the changed region's box, about the box's centre.
     */
    double margin();

    /**
     * Runs the model once over all pairs given.
     *
     * @return one result per pair, in the same order
     * @throws DetectorException when the model or its engine fails; the classifier stays usable
     */
    List<ChangeVerdict> classify(List<PatchPair> pairs) throws DetectorException;

    @Override
    void close();
}
