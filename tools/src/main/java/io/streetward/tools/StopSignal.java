package io.streetward.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an orderly end: interrupts the thread that runs the command, lets it finish, and then lets the
 * process end with the command's own exit code instead of the signal's.
 */
public final class StopSignal implements AutoCloseable {
    private static final int FINISH_TIMEOUT_S = 5;

    private final Thread runner;
    private final Thread hook = new Thread(this::onShutdown, "stop-signal");
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    private StopSignal(Thread runner) {
        this.runner = runner;
    }

    public static StopSignal interrupting(Thread runner) {
        StopSignal signal = new StopSignal(runner);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Says that the command is done, and returns its exit code. */
    public int finished(int code) {
        exitCode = code;
        finished.countDown();
        return code;
    }

    private void onShutdown() {
        runner.interrupt();
        try {
            if (finished.await(FINISH_TIMEOUT_S, TimeUnit.SECONDS)) {
                // The JVM would report the signal; to whoever stopped the command that is no failure.
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown is under way: the hook is what runs it.
            finished.countDown();
        }
    }
}
