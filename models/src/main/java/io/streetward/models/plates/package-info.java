/** Plate readers on Deep Java Library: text location, and recognition with CTC. */
@NullMarked
package io.streetward.models.plates;

import org.jspecify.annotations.NullMarked;
