package io.streetward.pipeline;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, now and then, what a camera sees: the first thing an operator asks of a quiet one. */
final class DetectionTally {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionTally.class);

    private final StreamId stream;
    private final Duration interval;
    private final Map<String, Integer> seen = new TreeMap<>();
    private int pictures;
    private @Nullable MediaTime since;

    DetectionTally(StreamId stream, Duration interval) {
        this.stream = stream;
        this.interval = interval;
    }

    void count(Detections detections) {
        MediaTime now = detections.frame().pts();
        MediaTime start = since == null ? now : since;
        since = start;
        pictures++;
        for (Detection detection : detections.items()) {
            seen.merge(detection.label(), 1, Integer::sum);
        }
        Duration passed = now.since(start);
        if (passed.compareTo(interval) >= 0 || passed.isNegative()) {
            LOG.info("camera {}: {} pictures looked at in {} s; {}", stream, pictures, passed.toSeconds(), summary());
            seen.clear();
            pictures = 0;
            since = now;
        }
    }

    private String summary() {
        return seen.isEmpty()
                ? "nothing seen"
                : seen.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ", "seen: ", ""));
    }
}
