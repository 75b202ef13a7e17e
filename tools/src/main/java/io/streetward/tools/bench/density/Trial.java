package io.streetward.tools.bench.density;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one number of cameras under one policy came to.
 *
 * @param cameras all of them
 * @param packetsShare access units that arrived, of those that were due
 * @param dropped access units the decoder had to skip, and looks overtaken by a newer one
 * @param looks pictures whose content became known
 * @param cpuPerCamera processor seconds a second of the engine, for each camera
 * @param p50Seconds from a picture's arrival to what was seen in it
 * @param memoryBytesPerCamera resident memory beyond an engine with one camera, without the rings
 */
record Trial(
        String policy,
        int cameras,
        int live,
        double packetsShare,
        double dropped,
        double looks,
        double unchangedLooks,
        double decodedPictures,
        double cpuPerCamera,
        double camerasCpu,
        double p50Seconds,
        double p95Seconds,
        double p99Seconds,
        double memoryBytesPerCamera) {
    /** A look that comes later than this is late: the next one, at one a second, is due. */
    private static final double DEADLINE_SECONDS = 1;

    /** Packets still on their way when the window is read. */
    private static final double PACKETS_NEEDED = 0.98;

    /** Of looks; one in two hundred is a hiccup of a shared machine. */
    private static final double DROPS_ALLOWED = 0.005;

    /** Why this many are too many; empty when they are sustained. */
    List<String> misses() {
        List<String> misses = new ArrayList<>();
        if (live < cameras) {
            misses.add("only " + live + " cameras live");
        }
        if (packetsShare < PACKETS_NEEDED) {
            misses.add(String.format(Locale.ROOT, "%.1f %% of the packets arrived", 100 * packetsShare));
        }
        if (dropped > DROPS_ALLOWED * looks) {
            misses.add(Math.round(dropped) + " dropped");
        }
        if (!(p99Seconds <= DEADLINE_SECONDS)) {
            misses.add(String.format(Locale.ROOT, "p99 %.2f s", p99Seconds));
        }
        return misses;
    }

    boolean sustained() {
        return misses().isEmpty();
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-10s %5d  %-9s %7.1f %9.1f %7.0f %7.0f %7.0f %9.1f  %s",
                policy,
                cameras,
                sustained() ? "sustained" : "missed",
                100 * cpuPerCamera,
                looks,
                1e3 * p50Seconds,
                1e3 * p95Seconds,
                1e3 * p99Seconds,
                memoryBytesPerCamera / (1 << 20),
                String.join(", ", misses()));
    }

    static String header() {
        return String.format(
                "%-10s %5s  %-9s %7s %9s %7s %7s %7s %9s",
                "policy", "cams", "", "CPU %", "looks/s", "p50 ms", "p95 ms", "p99 ms", "MiB/cam");
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", policy);
        json.put("cameras", cameras);
        json.put("sustained", sustained());
        json.put("misses", misses());
        json.put("cpu_per_camera", cpuPerCamera);
        json.put("virtual_cameras_cpu", camerasCpu);
        json.put("looks_per_second", looks);
        json.put("unchanged_looks_per_second", unchangedLooks);
        json.put("decoded_pictures_per_second", decodedPictures);
        json.put("p50_ms", 1e3 * p50Seconds);
        json.put("p95_ms", 1e3 * p95Seconds);
        json.put("p99_ms", Double.isInfinite(p99Seconds) ? "beyond the last bucket" : 1e3 * p99Seconds);
        json.put("memory_mib_per_camera", memoryBytesPerCamera / (1 << 20));
        return json;
    }
}
