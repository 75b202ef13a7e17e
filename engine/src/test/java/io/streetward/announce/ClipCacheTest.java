package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ClipCacheTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        ClipCache cache = new ClipCache(2, 1_000, registry);
        cache.put("a", clip(10));
        cache.put("b", clip(10));
        assertThat(cache.get("a")).isPresent();
        cache.put("c", clip(10));

        assertThat(cache.get("a")).isPresent();
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("c")).isPresent();
        assertThat(registry.counter("streetward.clips.asked", "result", "miss").count())
                .isEqualTo(1);
    }

    @Test
    void bytesAreBoundedToo() {
        ClipCache cache = new ClipCache(100, 100, registry);
        for (int i = 0; i < 10; i++) {
            cache.put("clip " + i, clip(20));
        }

        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.sizeBytes()).isEqualTo(80);
        assertThat(registry.get("streetward.clips.bytes").gauge().value()).isEqualTo(80);
    }

    @Test
    void aClipLargerThanTheBoundIsNotKept() {
        ClipCache cache = new ClipCache(100, 100, registry);
        cache.put("long", clip(60));

        assertThat(cache.size()).isZero();
        assertThat(cache.sizeBytes()).isZero();
    }

    @Test
    void replacingAClipDoesNotCountItTwice() {
        ClipCache cache = new ClipCache(100, 100, registry);
        cache.put("a", clip(20));
        cache.put("a", clip(30));

        assertThat(cache.sizeBytes()).isEqualTo(60);
    }

    private static Clip clip(int samples) {
        return new Clip(8000, new short[samples]);
    }
}
