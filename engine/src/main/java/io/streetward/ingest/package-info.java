/** From a camera's address to a bounded ring of access units, watched and reconnected. */
@NullMarked
package io.streetward.ingest;

import org.jspecify.annotations.NullMarked;
