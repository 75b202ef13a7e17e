package io.streetward.models.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which decoder turns a model's outputs into boxes.
 *
 * @param family the decoder and its parameters
 * @param outputNames the name the model gives each of {@link DecoderFamily#outputs}; empty when they are taken in order
 */
public record DecoderSpec(DecoderFamily family, Map<String, String> outputNames) {
    /** Of a bundle that is no detector. */
    public static final DecoderSpec NONE = new DecoderSpec(new DecoderFamily.None(), Map.of());

    public DecoderSpec {
        outputNames = Collections.unmodifiableMap(new LinkedHashMap<>(outputNames));
    }

    /** The decoder's name in {@code model.yaml}. */
    public String type() {
        return family.type();
    }
}
