/** What is said in the street, when, and through which loudspeaker. */
@NullMarked
package io.streetward.announce;

import org.jspecify.annotations.NullMarked;
