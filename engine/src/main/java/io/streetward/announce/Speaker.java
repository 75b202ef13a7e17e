package io.streetward.announce;

import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loudspeaker in the street. It says one thing at a time; the rest waits, the most urgent first and then in order. What is
 * more urgent than what is being said cuts it short; that is not said again, for its ladder will.
 *
 * <p>Overflow policy: when {@code capacity} announcements wait, of the least urgent the one that has waited longest gives way
 * (reason {@link Reason#CROWDED_OUT}, counted in {@code streetward.speaker.announcements.crowded.out}): what it was to
 * say is the most likely to be out of date. At some 8 s a sentence, {@link #DEFAULT_CAPACITY} of them are half a minute.
 */
public final class Speaker implements AutoCloseable {
    /** Announcements that may wait behind the one that is playing. */
    public static final int DEFAULT_CAPACITY = 4;

    private static final Logger log = LoggerFactory.getLogger(Speaker.class);

    private final SpeakerId id;
    private final SpeakerChannel channel;
    private final int capacity;
    private final double gainDb;
    private final SpeakerMeters meters;

    private final Object lock = new Object();
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private @Nullable Turn speaking;
    private boolean closed;

    private record Turn(Announcement announcement, CompletableFuture<DeliveryOutcome> outcome) {
        Urgency urgency() {
            return announcement.urgency();
        }
    }

    /** A silent speaker without gain of its own. */
    public Speaker(SpeakerId id, SpeakerChannel channel, int capacity, SpeakerMeters meters) {
        this(id, channel, capacity, 0, meters);
    }

    /**
     * A silent speaker.
     *
     * @param channel closed with the speaker
     * @param capacity announcements that may wait, at least 1
     * @param gainDb louder or softer than others; see {@link ClipForm}
     */
    public Speaker(SpeakerId id, SpeakerChannel channel, int capacity, double gainDb, SpeakerMeters meters) {
        if (capacity < 1) {
            throw new IllegalArgumentException("speaker " + id + ": queue of " + capacity + ", expected at least 1");
        }
        this.id = id;
        this.channel = channel;
        this.capacity = capacity;
        this.gainDb = gainDb;
        this.meters = meters;
        meters.waiting(this, speaker -> speaker.waiting());
    }

    public SpeakerId id() {
        return id;
    }

    /** What clips for it must be. */
    public ClipForm clipForm() {
        return new ClipForm(channel.sampleRateHz(), gainDb);
    }

    /** Announcements behind the one that is playing. */
    public int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /**
     * Says it now, or when what came before has been said.
     *
     * @return never completes exceptionally; completed on an event loop or on a caller's thread: what follows must not
     *     block
     */
    public CompletionStage<DeliveryOutcome> say(Announcement announcement) {
        Turn turn = new Turn(announcement, new CompletableFuture<>());
        Turn crowdedOut = null;
        boolean refused;
        boolean cutsShort = false;
        synchronized (lock) {
            refused = closed;
            if (!refused) {
                waiting.add(turn);
                crowdedOut = waiting.size() > capacity ? removeLeastUrgent() : null;
                Turn now = speaking;
                cutsShort = now != null && turn.urgency().compareTo(now.urgency()) > 0;
            }
        }
        if (refused) {
            settle(turn, shuttingDown());
        }
        if (crowdedOut != null) {
            crowdOut(crowdedOut);
        }
        if (cutsShort) {
            channel.interrupt();
        }
        next();
        return turn.outcome();
    }

    /** Cuts short what is being said; what waits follows. */
    public void interrupt() {
        channel.interrupt();
    }

    /** Cuts short what is being said and drops what waits, each reported as {@link Reason#CLOSED}. */
    @Override
    public void close() {
        List<Turn> dropped;
        synchronized (lock) {
            closed = true;
            dropped = new ArrayList<>(waiting);
            waiting.clear();
        }
        channel.close();
        dropped.forEach(turn -> settle(turn, shuttingDown()));
    }

    private void next() {
        Turn turn;
        synchronized (lock) {
            turn = speaking != null ? null : removeMostUrgent();
            if (turn == null) {
                return;
            }
            speaking = turn;
        }
        Turn begun = turn;
        begin(begun).whenComplete((outcome, error) -> {
            synchronized (lock) {
                speaking = null;
            }
            settle(begun, outcome != null ? outcome : broken(error));
            next();
        });
    }

    private @Nullable Turn removeMostUrgent() {
        Turn most = null;
        for (Turn turn : waiting) {
            most = most == null || turn.urgency().compareTo(most.urgency()) > 0 ? turn : most;
        }
        waiting.remove(most);
        return most;
    }

    /** The one that has waited longest, of those that are the least urgent. */
    private @Nullable Turn removeLeastUrgent() {
        Turn least = null;
        for (Turn turn : waiting) {
            least = least == null || turn.urgency().compareTo(least.urgency()) < 0 ? turn : least;
        }
        waiting.remove(least);
        return least;
    }

    private CompletionStage<DeliveryOutcome> begin(Turn turn) {
        try {
            return channel.speak(turn.announcement().clip().reader());
        } catch (IllegalStateException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(e); // a fault of ours must not silence the speaker for good
        }
    }

    private DeliveryOutcome broken(@Nullable Throwable error) {
        log.error("speaker {}: the channel {} failed in a way it should not", id, channel, error);
        return Failed.before(Reason.UNREACHABLE, "the channel " + channel + " failed: " + error);
    }

    private void crowdOut(Turn turn) {
        meters.crowdedOut.increment();
        String detail = capacity + " newer announcements waited for speaker " + id
                + ": fewer events, or a longer time between announcements, would let all be heard";
        settle(turn, Failed.before(Reason.CROWDED_OUT, detail));
    }

    private void settle(Turn turn, DeliveryOutcome outcome) {
        meters.ended(outcome);
        turn.outcome().complete(outcome);
    }

    private static DeliveryOutcome shuttingDown() {
        return Failed.before(Reason.CLOSED, "the engine is shutting down");
    }
}
