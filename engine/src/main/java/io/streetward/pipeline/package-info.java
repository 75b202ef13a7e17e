/** One camera's path from packet to case; reads as the topology diagram. */
@NullMarked
package io.streetward.pipeline;

import org.jspecify.annotations.NullMarked;
