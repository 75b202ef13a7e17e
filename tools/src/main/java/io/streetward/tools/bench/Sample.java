package io.streetward.tools.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * What one stretch of work did.
 *
 * @param pictures finished
 * @param wallNanos from its first start to its last end
 * @param cpuNanos of the whole process meanwhile, all its threads
 * @param latencies of each call, or of each picture where it went through a queue
 */
record Sample(long pictures, long wallNanos, long cpuNanos, Latencies latencies) {
    double picturesPerSecond() {
        return pictures * 1e9 / wallNanos;
    }

    double cpuMsPerPicture() {
        return pictures == 0 ? 0 : cpuNanos / 1e6 / pictures;
    }

    /** All together. */
    static Sample sum(Collection<Sample> samples) {
        Latencies all = new Latencies();
        samples.forEach(sample -> all.addAll(sample.latencies()));
        return new Sample(
                samples.stream().mapToLong(Sample::pictures).sum(),
                samples.stream().mapToLong(Sample::wallNanos).sum(),
                samples.stream().mapToLong(Sample::cpuNanos).sum(),
                all);
    }

    /** Durations in the order they came; for any number of threads. */
    static final class Latencies {
        private long[] nanos = new long[1024];
        private int size;

        synchronized void add(long durationNanos) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = durationNanos;
        }

        void addAll(Latencies others) {
            for (long duration : others.sorted()) {
                add(duration);
            }
        }

        synchronized int size() {
            return size;
        }

        /** The duration in ms that a share of all stays within, 0..1; 0 when there is none. */
        double quantileMs(double share) {
            long[] sorted = sorted();
            if (sorted.length == 0) {
                return 0;
            }
            int index = (int) Math.ceil(share * sorted.length) - 1;
            return sorted[Math.max(0, index)] / 1e6;
        }

        private synchronized long[] sorted() {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
