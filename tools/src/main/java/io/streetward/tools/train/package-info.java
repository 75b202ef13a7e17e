/** {@code streetward train}: teaches the product's own models, and measures them on clips. */
@NullMarked
package io.streetward.tools.train;

import org.jspecify.annotations.NullMarked;
