/** Case events to a Kafka topic. */
@NullMarked
package io.streetward.sinks.kafka;

import org.jspecify.annotations.NullMarked;
