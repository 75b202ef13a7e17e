/**
 * Teaches the model that tells residue on the ground from every other lasting change: composed patches in, a bundle out.
 *
 * <p>Reading order: {@link io.streetward.models.training.PatchComposer} makes a pair of patches from a seed,
 * {@link io.streetward.models.training.ResidueNetwork} is the network, {@link io.streetward.models.training.ResidueTrainer}
 * trains it, {@link io.streetward.models.training.ResidueBundle} writes what the engine loads.
 */
@NullMarked
package io.streetward.models.training;

import org.jspecify.annotations.NullMarked;
