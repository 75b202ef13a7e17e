/**
 * Reads ONNX detectors of the plain-convolution kind into a graph: shape arithmetic is done once, at import, and what is
 * left are operators on feature maps.
 */
@NullMarked
package io.streetward.models.onnx;

import org.jspecify.annotations.NullMarked;
