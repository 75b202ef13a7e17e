/** The {@code detect} command, and what else looks at picture files with a model: listing, detecting, drawing. */
@NullMarked
package io.streetward.tools.detect;

import org.jspecify.annotations.NullMarked;
