package io.streetward.tools.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One bundle at one batch size: what each layer did, and what is left of the bare runtime's throughput. */
record InferenceResult(String bundle, String engine, int batch, int detectors, int threads, Rounds rounds) {
    private static final String ROW = "%-24s %-34s %5s %7s  %7s %7s %7s %7s  %6s %6s  %6s %6s %6s  %6s %6s";

    static String header() {
        return String.format(
                ROW, "bundle", "engine", "batch", "det×thr", "bare/s", "djl/s", "detect", "pipel.", "djl_r", "ratio",
                "p50 ms", "p95", "p99", "cpu ms", "bare");
    }

    double ratio() {
        return rounds.ratio("pipeline", "bare");
    }

    double djlRatio() {
        return rounds.ratio("djl", "bare");
    }

    /** A line below {@link #header()}; the quantiles are the pipeline's, the last columns CPU time a picture. */
    String row() {
        Sample pipeline = rounds.total("pipeline");
        return String.format(
                ROW,
                bundle,
                engine,
                batch,
                detectors + "×" + threads,
                decimal(rounds.total("bare").picturesPerSecond()),
                decimal(rounds.total("djl").picturesPerSecond()),
                decimal(rounds.total("detector").picturesPerSecond()),
                decimal(pipeline.picturesPerSecond()),
                String.format(Locale.ROOT, "%.3f", djlRatio()),
                String.format(Locale.ROOT, "%.3f", ratio()),
                decimal(pipeline.latencies().quantileMs(0.5)),
                decimal(pipeline.latencies().quantileMs(0.95)),
                decimal(pipeline.latencies().quantileMs(0.99)),
                decimal(pipeline.cpuMsPerPicture()),
                decimal(rounds.total("bare").cpuMsPerPicture()));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bundle", bundle);
        json.put("engine", engine);
        json.put("batch", batch);
        json.put("detectors", detectors);
        json.put("threads", threads);
        json.put("ratio", ratio());
        json.put("djl_ratio", djlRatio());
        json.put("detector_ratio", rounds.ratio("detector", "bare"));
        json.put("cpu_ratio", rounds.cpuRatio("pipeline", "bare"));
        for (String layer : InferenceSetup.LAYERS) {
            json.put(layer, figures(rounds.total(layer)));
        }
        return json;
    }

    private static Map<String, Object> figures(Sample sample) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pictures", sample.pictures());
        figures.put("pictures_per_s", sample.picturesPerSecond());
        figures.put("p50_ms", sample.latencies().quantileMs(0.5));
        figures.put("p95_ms", sample.latencies().quantileMs(0.95));
        figures.put("p99_ms", sample.latencies().quantileMs(0.99));
        figures.put("cpu_ms_per_picture", sample.cpuMsPerPicture());
        return figures;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
