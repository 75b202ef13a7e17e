/** Events: what must hold, where and for how long. */
@NullMarked
package io.streetward.rules;

import org.jspecify.annotations.NullMarked;
