package io.streetward.pipeline;

import java.time.Duration;

/**
 * Which access units are decoded and which pictures are looked at.
 *
 * @param keyframesOnly decode nothing else
 * @param analyseEvery shortest media time between two pictures looked at
 */
public record DecodePolicy(boolean keyframesOnly, Duration analyseEvery) {}
