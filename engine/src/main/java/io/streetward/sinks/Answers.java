package io.streetward.sinks;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a client library's answers. */
public final class Answers {
    private Answers() {}

    /**
     * The answer, within a time.
     *
     * @throws Exception what went wrong itself, without the wrapping of futures; {@link InterruptedException} as it is
     */
    @SuppressWarnings("ThrowSpecificExceptions")
    public static <T> T within(Duration timeout, Future<T> future) throws Exception {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
