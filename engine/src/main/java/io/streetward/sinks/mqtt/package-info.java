/** Case events to an MQTT 5 broker. */
@NullMarked
package io.streetward.sinks.mqtt;

import org.jspecify.annotations.NullMarked;
