/** Stills, clips and records that stand up. */
@NullMarked
package io.streetward.evidence;

import org.jspecify.annotations.NullMarked;
