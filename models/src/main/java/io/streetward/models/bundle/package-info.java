/** Model bundles: a folder with {@code model.yaml}, weights, licence and notice; where they are found, how they are read. */
@NullMarked
package io.streetward.models.bundle;

import org.jspecify.annotations.NullMarked;
