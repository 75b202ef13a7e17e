package io.streetward.ingest;

import io.streetward.media.StreamId;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a camera's state and brings news of it to the log: each once, or an absent camera would fill it. */
final class StateBoard {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSupervisor.class);

    private final StreamId stream;
    private final String role;
    private final Clock clock;
    private String lastLogged = "";
    private volatile StreamState state;

    StateBoard(StreamId stream, String role, Clock clock) {
        this.stream = stream;
        this.role = role;
        this.clock = clock;
        this.state = new StreamState(StreamState.Phase.CONNECTING, "not started", clock.instant());
    }

    StreamState state() {
        return state;
    }

    void enter(StreamState.Phase phase, String reason) {
        enter(phase, reason, "");
    }

    /**
     * Changes the state.
     *
     * @param plan what is done about it; shown but no news by itself
     */
    synchronized void enter(StreamState.Phase phase, String reason, String plan) {
        StreamState before = state;
        Instant since = before.phase() == phase ? before.since() : clock.instant();
        StreamState now = new StreamState(phase, plan.isEmpty() ? reason : reason + "; " + plan, since);
        state = now;
        String news = phase + " " + reason;
        if (news.equals(lastLogged)) {
            LOG.debug("camera {}, {} stream: still {}", stream, role, now);
        } else if (phase == StreamState.Phase.LIVE
                || phase == StreamState.Phase.STOPPED
                || phase == StreamState.Phase.CONNECTING) {
            LOG.info("camera {}, {} stream: {}", stream, role, now);
        } else {
            LOG.warn("camera {}, {} stream: {}", stream, role, now);
        }
        lastLogged = news;
    }
}
