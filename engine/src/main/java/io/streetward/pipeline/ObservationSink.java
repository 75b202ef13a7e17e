package io.streetward.pipeline;

import io.streetward.rules.Observation;

/** Takes what a camera's rules say, in order, on the camera's rule lane. */
@FunctionalInterface
public interface ObservationSink {
    void on(Observation observation);
}
