package io.streetward.detect;

import java.util.List;

/**
 * Finds objects in pictures. One instance serves one thread at a time; the engine opens as many as it has inference
 * threads.
 */
public interface Detector extends BatchModel<ModelInput, Detections> {
    InputSpec input();

    /**
     * Runs the model once over all pictures given.
     *
     * @param batch 1..n pictures, each as {@link #input()} says; neither closed nor kept after the call
     * @return one result per picture, in the same order
     * @throws DetectorException when the model or its engine fails; the pictures are lost, the detector stays usable
     */
    List<Detections> detect(List<ModelInput> batch) throws DetectorException;

    @Override
    default List<Detections> infer(List<ModelInput> batch) throws DetectorException {
        return detect(batch);
    }
}
