package io.streetward.tools.bench.density;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of the engine's {@code /metrics}, in Prometheus' text format. */
final class Scrape {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+0-9.eE]+|NaN|[+-]Inf)(?: .*)?");
    private static final Pattern LE = Pattern.compile("le=\"([^\"]*)\"");

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(String name, String labels, double value) {}

    private Scrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher m = SAMPLE.matcher(line);
            if (m.matches()) {
                String labels = m.group(2) == null ? "" : m.group(2);
                samples.add(new Sample(
                        m.group(1), labels, Double.parseDouble(m.group(3).replace("Inf", "Infinity"))));
            }
        });
    }

    static Scrape of(HttpClient http, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return new Scrape(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    static Scrape parse(String text) {
        return new Scrape(text);
    }

    /** Sum over all samples of a name whose labels hold {@code label}. */
    double sum(String name, String label) {
        return samples.stream()
                .filter(s -> s.name().equals(name) && s.labels().contains(label))
                .mapToDouble(Sample::value)
                .sum();
    }

    double sum(String name) {
        return sum(name, "");
    }

    /**
     * The value that a share of what a histogram counted since {@code before} stays within, interpolated within its
     * bucket; infinite when that lies beyond the last one, NaN when nothing was counted.
     */
    double quantile(String histogram, Scrape before, double share) {
        NavigableMap<Double, Double> now = buckets(histogram);
        NavigableMap<Double, Double> then = before.buckets(histogram);
        double total = now.isEmpty() ? 0 : count(now, then, now.lastKey());
        if (total <= 0) {
            return Double.NaN;
        }
        double lower = 0;
        double below = 0;
        for (double upper : now.keySet()) {
            double upTo = count(now, then, upper);
            if (upTo >= share * total) {
                return Double.isInfinite(upper)
                        ? upper
                        : lower + (upper - lower) * (share * total - below) / Math.max(1, upTo - below);
            }
            lower = upper;
            below = upTo;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double count(Map<Double, Double> now, Map<Double, Double> then, double upper) {
        return now.getOrDefault(upper, 0.0) - then.getOrDefault(upper, 0.0);
    }

    private NavigableMap<Double, Double> buckets(String histogram) {
        NavigableMap<Double, Double> buckets = new TreeMap<>();
        for (Sample sample : samples) {
            Matcher le = LE.matcher(sample.labels());
            if (sample.name().equals(histogram + "_bucket") && le.find()) {
                buckets.merge(Double.parseDouble(le.group(1).replace("Inf", "Infinity")), sample.value(), Double::sum);
            }
        }
        return buckets;
    }
}
