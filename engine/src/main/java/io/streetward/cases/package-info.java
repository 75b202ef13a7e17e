/** Incidents become case files, durable before anyone hears of them. */
@NullMarked
package io.streetward.cases;

import org.jspecify.annotations.NullMarked;
