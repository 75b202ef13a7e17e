package io.streetward.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.config.StreetwardConfig;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.evidence.BatchedEyes;
import java.util.List;

/**
 * The site's detectors, for all cameras' pictures and for the stills of cases.
 *
 * @param input what they are fed
 * @param eyes look at stills
 */
record SharedInference(InferenceBatcher<ModelInput, Detections> batcher, InputSpec input, BatchedEyes eyes) {
    /**
     * Opens and starts them.
     *
     * @param shutdown closes them
     * @throws StartupException when the bundle cannot be opened; none stays open then
     */
    static SharedInference open(StreetwardConfig config, MeterRegistry meters, ShutdownStack shutdown)
            throws StartupException {
        StreetwardConfig.Inference inference = config.inference();
        List<Detector> detectors = DetectorSet.open(config.models(), inference.threads(), inference.intraOpThreads());
        InferenceBatcher<ModelInput, Detections> batcher = InferenceBatcher.ofDetectors(
                detectors,
                new InferenceBatcher.Settings(
                        inference.maxBatch(),
                        inference.maxWait(),
                        // One of each camera, and a still: neither pushes the other out.
                        config.cameras().size() + BatchedEyes.MAX_LOOKS),
                meters);
        shutdown.push("inference", batcher::close);
        InputSpec input = detectors.get(0).input();
        BatchedEyes eyes = new BatchedEyes(batcher, input);
        shutdown.push("eyes on stills", eyes::close);
        batcher.start();
        return new SharedInference(batcher, input, eyes);
    }
}
