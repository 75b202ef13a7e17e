package io.streetward.tools.replay;

import io.streetward.app.Replay;
import io.streetward.app.ReplayException;
import io.streetward.app.ReplayState;
import io.streetward.app.ReplayWatcher;
import io.streetward.app.ReplayedClip;
import io.streetward.media.EncodedPacket;
import io.streetward.tools.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Replays clips, some at a time, and collects what became of them. */
final class Rehearsal {
    /** What looks on at one clip; closed at its end. */
    interface Watcher extends ReplayWatcher, AutoCloseable {
        /** Looks away. */
        Watcher NONE = new Watcher() {
            @Override
            public void after(EncodedPacket packet, Duration at, Supplier<ReplayState> state) {}

            @Override
            public void close() {}
        };

        @Override
        void close() throws IOException;
    }

    /** Makes what looks on at each clip. */
    @FunctionalInterface
    interface Watchers {
        Watcher at(Recorded clip) throws IOException;
    }

    /**
     * One clip's outcome.
     *
     * @param replayed null when it could not be replayed
     * @param problem why; empty when it could
     */
    record Outcome(Recorded clip, @Nullable ReplayedClip replayed, String problem) {}

    private final Replay replay;
    private final Watchers watchers;
    private final Progress progress;
    private final AtomicLong playedMicros = new AtomicLong();

    Rehearsal(Replay replay, Watchers watchers, Progress progress) {
        this.replay = replay;
        this.watchers = watchers;
        this.progress = progress;
    }

    /** How many clips are worth replaying at one time: each keeps one core busy. */
    static int atOnce(int clips) {
        return Math.max(1, Math.min(clips, Runtime.getRuntime().availableProcessors()));
    }

    /** The clips' outcomes, in their order. */
    List<Outcome> run(List<Recorded> clips) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce(clips.size()));
        try {
            CompletionService<Outcome> done = new ExecutorCompletionService<>(threads);
            List<Future<Outcome>> all = new ArrayList<>();
            clips.forEach(clip -> all.add(done.submit(() -> one(clip))));
            for (int ended = 0; ended < clips.size(); ) {
                show(ended, clips.size());
                ended += done.poll(1, TimeUnit.SECONDS) == null ? 0 : 1;
            }
            progress.show(1, "");
            progress.done();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : all) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a replay ended in a way it should not: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void show(int ended, int all) {
        progress.show(
                (double) ended / all,
                ended + "/" + all + " clips, " + playedMicros.get() / 1_000_000 + " s of video replayed");
    }

    private Outcome one(Recorded clip) throws InterruptedException {
        long[] seenMicros = {0};
        try (Watcher watcher = watchers.at(clip)) {
            ReplayedClip replayed = replay.run(clip.camera(), clip.video(), (packet, at, state) -> {
                long micros = Math.max(seenMicros[0], at.toNanos() / 1_000);
                playedMicros.addAndGet(micros - seenMicros[0]);
                seenMicros[0] = micros;
                watcher.after(packet, at, state);
            });
            return new Outcome(clip, replayed, "");
        } catch (ReplayException | IOException e) {
            return new Outcome(clip, null, String.valueOf(e.getMessage()));
        }
    }
}
