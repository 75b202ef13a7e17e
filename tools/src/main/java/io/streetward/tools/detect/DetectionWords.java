package io.streetward.tools.detect;

import io.streetward.detect.Detection;
import io.streetward.media.FrameRef;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found, for people. */
final class DetectionWords {
    private DetectionWords() {}

    /** Such as "street.jpg  960x540  12 objects: 9 car, 3 person  61 ms". */
    static String line(Path file, PictureDetector.Found found) {
        FrameRef frame = found.detections().frame();
        List<Detection> items = found.detections().items();
        Map<String, Long> perLabel =
                items.stream().collect(Collectors.groupingBy(Detection::label, Collectors.counting()));
        String labels = perLabel.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s  %dx%d  %s%s  %.0f ms",
                file,
                frame.widthPx(),
                frame.heightPx(),
                count(items.size(), "object"),
                labels.isEmpty() ? "" : ": " + labels,
                found.time().toNanos() / 1e6);
    }

    static String summary(int pictures, int broken, int objects) {
        return count(objects, "object") + " in " + count(pictures, "picture")
                + (broken == 0 ? "" : "; " + count(broken, "picture") + " could not be read");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
