/** Case events to a GA/T 1400.4 platform (VIID). */
@NullMarked
package io.streetward.sinks.viid;

import org.jspecify.annotations.NullMarked;
