/** The second-stage model over two looks at one piece of ground, on Deep Java Library. */
@NullMarked
package io.streetward.models.change;

import org.jspecify.annotations.NullMarked;
