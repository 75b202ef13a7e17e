/** From a model's output tensors to boxes: decoders and non-maximum suppression, on plain buffers. */
@NullMarked
package io.streetward.models.decode;

import org.jspecify.annotations.NullMarked;
