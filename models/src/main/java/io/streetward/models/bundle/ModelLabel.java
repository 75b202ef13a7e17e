package io.streetward.models.bundle;

import io.streetward.detect.ObjectKind;

/**
 * One class of a model.
 *
 * @param name the model's own label
 * @param kind what the rules take it for
 * @param confidence 0..1, weaker finds are dropped
 */
public record ModelLabel(String name, ObjectKind kind, double confidence) {}
