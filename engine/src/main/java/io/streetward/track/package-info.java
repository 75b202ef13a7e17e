/** Objects followed from frame to frame. */
@NullMarked
package io.streetward.track;

import org.jspecify.annotations.NullMarked;
