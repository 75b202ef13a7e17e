/** Case events by HTTP POST: signed, idempotent, in the receiver's own form. */
@NullMarked
package io.streetward.sinks.webhook;

import org.jspecify.annotations.NullMarked;
