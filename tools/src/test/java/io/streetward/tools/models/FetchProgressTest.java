package io.streetward.tools.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FetchProgressTest {
    private final StringWriter shown = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void showsSizeAndTheRateOfThisAttempt() {
        FetchProgress progress = new FetchProgress(new PrintWriter(shown), true, nanos::get);
        OptionalLong total = OptionalLong.of(20_000_000);
        progress.progress("w.onnx", 10_000_000, 0, total);
        nanos.set(2_000_000_000L);
        progress.progress("w.onnx", 15_000_000, 5_000_000, total);
        progress.say("w.onnx: broke off");
        assertThat(shown.toString())
                .contains("10.0 of 20.0 MB, 0.0 MB/s, w.onnx")
                .contains("15.0 of 20.0 MB, 2.5 MB/s, w.onnx")
                .endsWith("\nw.onnx: broke off\n");
    }

    @Test
    void drawsAtMostTenTimesASecondAndAlwaysTheEnd() {
        FetchProgress progress = new FetchProgress(new PrintWriter(shown), true, nanos::get);
        for (int i = 1; i <= 1000; i++) {
            nanos.addAndGet(1_000_000);
            progress.progress("w.onnx", i, i, OptionalLong.of(1000));
        }
        assertThat(shown.toString().chars().filter(c -> c == '\r').count()).isBetween(9L, 12L);
        assertThat(shown.toString()).contains("0.0 of 0.0 MB");
    }
}
