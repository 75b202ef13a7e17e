/** {@code bench density}: how many cameras this machine sustains, with the product's own processes on both ends. */
@NullMarked
package io.streetward.tools.bench.density;

import org.jspecify.annotations.NullMarked;
