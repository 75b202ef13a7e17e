package io.streetward.sinks;

import io.streetward.cases.PendingDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells several cases at once, on threads {@code sink-ID-0} …; with one lane on the caller's own thread. What is in flight is
 * bounded by the number of lanes; what waits for one, by the round it belongs to.
 */
final class Lanes implements AutoCloseable {
    private final @Nullable ExecutorService threads;

    Lanes(String sink, int lanes) {
        AtomicInteger count = new AtomicInteger();
        this.threads = lanes == 1
                ? null
                : Executors.newFixedThreadPool(lanes, runnable -> {
                    Thread thread = new Thread(runnable, "sink-" + sink + "-" + count.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Tells a round's cases, until all are told or the round is over.
     *
     * @param oneByOne on the caller's thread, so that a sink out of reach costs one attempt
     * @return whether the caller was interrupted; what was in flight then is left unsettled
     */
    boolean run(Round round, boolean oneByOne) {
        try {
            if (threads == null || oneByOne) {
                for (List<PendingDelivery> ofOneCase : round.cases()) {
                    round.tell(ofOneCase);
                }
            } else {
                List<Callable<Boolean>> tasks = new ArrayList<>();
                for (List<PendingDelivery> ofOneCase : round.cases()) {
                    tasks.add(() -> {
                        round.tell(ofOneCase);
                        return true;
                    });
                }
                threads.invokeAll(tasks);
            }
            return false;
        } catch (InterruptedException e) {
            round.end();
            return true;
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
