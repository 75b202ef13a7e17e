package io.streetward.tools;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows that a long step is under way: a bar on a terminal, a line every few seconds otherwise. */
public final class Progress {
    private static final int BAR_CHARS = 30;
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long lastNanos;

    /**
     * Begins now.
     *
     * @param terminal whether {@code out} is one; the launcher knows
     */
    public Progress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.lastNanos = startNanos - LINE_EVERY.toNanos();
    }

    /** True when standard output is a terminal, as {@code tools/streetward} found. */
    public static boolean onTerminal() {
        return "1".equals(System.getenv("STREETWARD_TTY"));
    }

    /**
     * Shows how far it is.
     *
     * @param share 0..1
     * @param what is going on now
     */
    public void show(double share, String what) {
        long now = nanoTime.getAsLong();
        long seconds = (now - startNanos) / 1_000_000_000L;
        if (terminal) {
            int filled = (int) Math.round(Math.min(1, share) * BAR_CHARS);
            out.print(String.format(
                    Locale.ROOT,
                    "\r[%s%s] %3d s  %-60.60s",
                    "#".repeat(filled),
                    " ".repeat(BAR_CHARS - filled),
                    seconds,
                    what));
            out.flush();
        } else if (now - lastNanos >= LINE_EVERY.toNanos()) {
            out.println(String.format(Locale.ROOT, "%3d s  %s", seconds, what));
            out.flush();
            lastNanos = now;
        }
    }

    /** Leaves the line of the bar. */
    public void done() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }
}
