/** Writes a graph as a TorchScript archive, by hand and byte for byte the same each time; no PyTorch is needed for it. */
@NullMarked
package io.streetward.models.torchscript;

import org.jspecify.annotations.NullMarked;
