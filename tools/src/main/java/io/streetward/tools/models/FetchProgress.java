package io.streetward.tools.models;

import io.streetward.models.fetch.FetchListener;
import io.streetward.tools.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows a fetch at the terminal: what is going on, how much of each file is here, and how fast it comes. */
final class FetchProgress implements FetchListener {
    private static final long SHOW_EVERY_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private @Nullable Progress bar;
    private long startNanos;
    private long shownNanos;

    FetchProgress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void say(String line) {
        done();
        out.println(line);
        out.flush();
    }

    @Override
    public void progress(String file, long doneBytes, long cameBytes, OptionalLong totalBytes) {
        long now = nanoTime.getAsLong();
        if (bar == null) {
            bar = new Progress(out, terminal, nanoTime);
            startNanos = now;
            shownNanos = now - SHOW_EVERY_NANOS;
        }
        boolean last = totalBytes.isPresent() && doneBytes == totalBytes.getAsLong();
        if (now - shownNanos < SHOW_EVERY_NANOS && !last) {
            return;
        }
        shownNanos = now;
        double seconds = Math.max(1e-3, (now - startNanos) / 1e9);
        String size = totalBytes.isPresent()
                ? String.format(Locale.ROOT, "%.1f of %.1f MB", doneBytes / 1e6, totalBytes.getAsLong() / 1e6)
                : String.format(Locale.ROOT, "%.1f MB", doneBytes / 1e6);
        double share = totalBytes.isPresent() ? (double) doneBytes / Math.max(1, totalBytes.getAsLong()) : 0;
        bar.show(share, String.format(Locale.ROOT, "%s, %.1f MB/s, %s", size, cameBytes / 1e6 / seconds, file));
    }

    /** Leaves the bar's line; the next file or attempt begins another. */
    void done() {
        if (bar != null) {
            bar.done();
            bar = null;
        }
    }
}
