/** Recordings through the live engine's pipeline, and how well it did by their ground truth. */
@NullMarked
package io.streetward.tools.replay;

import org.jspecify.annotations.NullMarked;
