package io.streetward.detect;

import java.util.List;

/**
 * A model that is run over several inputs at once: what {@link InferenceBatcher} needs to know of detectors and
 * classifiers. One instance serves one thread at a time.
 *
 * @param <I> what it is fed
 * @param <R> what it says of one input
 */
public interface BatchModel<I extends ModelInput, R> extends AutoCloseable {
    /** The bundle's name, for logs, metrics and case records. */
    String name();

    /**
     * Runs the model once.
     *
     * @param batch 1..n inputs; neither closed nor kept after the call
     * @return one result per input, in the same order
     * @throws DetectorException when the model or its engine fails; the inputs are lost, the model stays usable
     */
    List<R> infer(List<I> batch) throws DetectorException;

    @Override
    void close();
}
