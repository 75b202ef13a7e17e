package io.streetward.tools.bench;

import io.streetward.models.MemoryGauge;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Very many predictions through the whole path, with what the process holds outside the Java heap after each part. */
final class Soak {
    private static final int PARTS = 20;
    /** Read no earlier: buffers are made and engines settle in the first parts. */
    private static final int SETTLED = 4;

    private static final String ROW = "%10s  %16s  %14s  %14s  %8s  %9s";

    /**
     * One reading.
     *
     * @param nativeBytes held from malloc, to the byte; -1 where the C library cannot tell
     */
    private record Reading(
            long predictions, long nativeBytes, long directBytes, long rssBytes, int arrays, double perS) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("predictions", predictions);
            json.put("native_bytes", nativeBytes);
            json.put("direct_bytes", directBytes);
            json.put("rss_bytes", rssBytes);
            json.put("nd_arrays", arrays);
            return json;
        }
    }

    private final List<Reading> readings = new ArrayList<>();

    /** Makes that many predictions over the bundle, one detector. */
    static Soak run(InferenceSetup setup, int batch, long predictions, PrintWriter out) throws BenchException {
        Soak soak = new Soak();
        out.println(
                String.format(ROW, "predicted", "native bytes", "direct bytes", "rss bytes", "NDArrays", "per second"));
        try (PipelineLayer pipeline = setup.pipeline(batch)) {
            soak.read(0, 0, setup, out);
            long done = 0;
            for (int part = 1; part <= PARTS; part++) {
                AtomicLong left = new AtomicLong(predictions * part / PARTS - done);
                done += left.get();
                Sample sample = pipeline.run(() -> left.getAndDecrement() > 0);
                soak.read(done, sample.picturesPerSecond(), setup, out);
            }
        }
        return soak;
    }

    private void read(long predictions, double perSecond, InferenceSetup setup, PrintWriter out) {
        Reading now = new Reading(
                predictions,
                MemoryGauge.nativeInUseBytes().orElse(-1),
                MemoryGauge.directBufferBytes(),
                MemoryGauge.residentBytes().orElse(-1),
                setup.heldArrays(),
                perSecond);
        readings.add(now);
        out.println(String.format(
                Locale.ROOT,
                ROW.replace("9s", ".1f"),
                now.predictions(),
                String.format(Locale.ROOT, "%,d", now.nativeBytes()),
                String.format(Locale.ROOT, "%,d", now.directBytes()),
                String.format(Locale.ROOT, "%,d", now.rssBytes()),
                now.arrays(),
                now.perS()));
        out.flush();
    }

    /** Least squares through the readings after the start: native bytes per prediction. */
    double nativeBytesPerPrediction() {
        List<Reading> settled = readings.subList(SETTLED, readings.size());
        double meanX =
                settled.stream().mapToLong(Reading::predictions).average().orElse(0);
        double meanY =
                settled.stream().mapToLong(Reading::nativeBytes).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (Reading reading : settled) {
            xy += (reading.predictions() - meanX) * (reading.nativeBytes() - meanY);
            xx += (reading.predictions() - meanX) * (reading.predictions() - meanX);
        }
        return xx == 0 ? 0 : xy / xx;
    }

    /** Native bytes at the end over those when all had settled. */
    long nativeGrowthBytes() {
        return readings.get(readings.size() - 1).nativeBytes()
                - readings.get(SETTLED).nativeBytes();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("predictions", readings.get(readings.size() - 1).predictions());
        json.put("native_bytes_per_prediction", nativeBytesPerPrediction());
        json.put("native_growth_bytes", nativeGrowthBytes());
        json.put("readings", readings.stream().map(Reading::json).toList());
        return json;
    }
}
