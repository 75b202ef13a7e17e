package io.streetward.sinks;

import io.streetward.cases.SinkBacklog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sink is doing.
 *
 * @param id its name
 * @param unreachableSince UTC; null while it can be reached, as far as is known
 * @param reason why it cannot be reached; empty while it can
 * @param backlog where it stands, a few seconds old
 */
public record SinkStatus(String id, @Nullable Instant unreachableSince, String reason, SinkBacklog backlog) {}
