/** Number plates: what a reader gives, and what is a Chinese plate at all. */
@NullMarked
package io.streetward.detect.plate;

import org.jspecify.annotations.NullMarked;
