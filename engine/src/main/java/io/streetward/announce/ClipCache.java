package io.streetward.announce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Clips already made, by what they were made from. Bounded by count and by bytes; the one that has not been asked for the
 * longest goes first. From any thread.
 */
public final class ClipCache {
    /** Sentences enough for every place and conduct of a site. */
    public static final int DEFAULT_MAX_CLIPS = 256;

    /** Some 35 minutes of telephone-quality sound. */
    public static final long DEFAULT_MAX_BYTES = 32L << 20;

    private final int maxClips;
    private final long maxBytes;
    private final Counter hits;
    private final Counter misses;
    private final LinkedHashMap<String, Clip> clips = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** An empty cache. */
    public ClipCache(int maxClips, long maxBytes, MeterRegistry registry) {
        this.maxClips = maxClips;
        this.maxBytes = maxBytes;
        hits = asked(registry, "hit");
        misses = asked(registry, "miss");
        Gauge.builder("streetward.clips.bytes", this, cache -> (double) cache.sizeBytes())
                .description("Memory that cached announcement clips take")
                .register(registry);
    }

    synchronized Optional<Clip> get(String key) {
        Optional<Clip> found = Optional.ofNullable(clips.get(key));
        (found.isPresent() ? hits : misses).increment();
        return found;
    }

    synchronized void put(String key, Clip clip) {
        Clip before = clips.put(key, clip);
        bytes += clip.sizeBytes() - (before == null ? 0 : before.sizeBytes());
        Iterator<Clip> oldest = clips.values().iterator();
        while (clips.size() > maxClips || bytes > maxBytes) {
            bytes -= oldest.next().sizeBytes();
            oldest.remove();
        }
    }

    /** How many it holds. */
    public synchronized int size() {
        return clips.size();
    }

    public synchronized long sizeBytes() {
        return bytes;
    }

    private static Counter asked(MeterRegistry registry, String result) {
        return Counter.builder("streetward.clips.asked")
                .description("Announcement clips asked for, by whether they were at hand")
                .tag("result", result)
                .register(registry);
    }
}
