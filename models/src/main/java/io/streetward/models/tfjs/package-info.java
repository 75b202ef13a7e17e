/** Reads TensorFlow.js graph models and lowers them onto {@link io.streetward.models.graph}. */
@NullMarked
package io.streetward.models.tfjs;

import org.jspecify.annotations.NullMarked;
