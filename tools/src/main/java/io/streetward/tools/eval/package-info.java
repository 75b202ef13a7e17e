/** The {@code eval} command: a model against labelled pictures, by COCO's protocol. */
@NullMarked
package io.streetward.tools.eval;

import org.jspecify.annotations.NullMarked;
