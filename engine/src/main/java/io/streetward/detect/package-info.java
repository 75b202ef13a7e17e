/** Detectors as the engine sees them, and the one batch that serves all cameras. */
@NullMarked
package io.streetward.detect;

import org.jspecify.annotations.NullMarked;
