/** What events are called in a city's tables, who deals with them, and by when. */
@NullMarked
package io.streetward.catalogue;

import org.jspecify.annotations.NullMarked;
