/** What a period's cases come to: counts, rates and times, each with the cases it is made of. Calculates; prints nothing. */
@NullMarked
package io.streetward.reports;

import org.jspecify.annotations.NullMarked;
