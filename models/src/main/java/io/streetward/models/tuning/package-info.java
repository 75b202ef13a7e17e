/** Fits our own TorchScript archives to the processor they run on, when they are loaded. */
@NullMarked
package io.streetward.models.tuning;

import org.jspecify.annotations.NullMarked;
