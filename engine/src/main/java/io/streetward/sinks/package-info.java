/** Tells others of cases: an outbox drained by one line of threads a sink, at least once and in order per case. */
@NullMarked
package io.streetward.sinks;

import org.jspecify.annotations.NullMarked;
