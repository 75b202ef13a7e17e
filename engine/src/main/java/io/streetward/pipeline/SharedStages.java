package io.streetward.pipeline;

import io.streetward.codec.HardwareDevice;
import io.streetward.codec.NativeLeases;
import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.Detections;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all cameras share.
 *
 * @param decodePool as many threads as cores
 * @param hardware to decode on, when configured and there
 * @param governor shares out decoding when there is too much of it
 * @param inputs buffers for the detector's input
 * @param leases counts decoded pictures in use
 * @param rulePool runs trackers and rules
 * @param changes tells what lasting changes are; for several threads. Null: nobody does
 */
public record SharedStages(
        Executor decodePool,
        @Nullable HardwareDevice hardware,
        OverloadGovernor governor,
        ModelInputPool inputs,
        NativeLeases leases,
        InferenceBatcher<ModelInput, Detections> batcher,
        Executor rulePool,
        @Nullable ChangeClassifier changes) {}
