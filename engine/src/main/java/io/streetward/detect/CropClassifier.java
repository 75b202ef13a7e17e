package io.streetward.detect;

import java.util.List;

/**
 * A second-stage model: says of an object, cut out of its picture, what more there is to know (muck truck or not, load
 * covered or not). One instance serves one thread at a time.
 */
public interface CropClassifier extends BatchModel<CropInput, Classification> {
    InputSpec input();

    /** The part of the picture it wants to see, as a factor on the object's box: 1 is the box itself. */
    double margin();

    /** What it tells apart, in the order of the model's outputs. */
    List<String> labels();

    /**
     * Runs the model once over all crops given.
     *
     * @param batch 1..n crops, each as {@link #input()} says; neither closed nor kept after the call
     * @return one result per crop, in the same order
     * @throws DetectorException when the model or its engine fails; the crops are lost, the classifier stays usable
     */
    List<Classification> classify(List<CropInput> batch) throws DetectorException;

    @Override
    default List<Classification> infer(List<CropInput> batch) throws DetectorException {
        return classify(batch);
    }
}
