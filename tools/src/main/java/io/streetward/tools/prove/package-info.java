/** {@code streetward prove}: promises too long for a test, kept before your eyes. */
@NullMarked
package io.streetward.tools.prove;

import org.jspecify.annotations.NullMarked;
