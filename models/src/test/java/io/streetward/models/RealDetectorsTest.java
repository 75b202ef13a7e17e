package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.models.TestLabels.Labelled;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real detectors on real pictures: a wrong prior, stride, colour order or normalisation loses objects, or their edges.
 */
class RealDetectorsTest {
    private static final Logger log = LoggerFactory.getLogger(RealDetectorsTest.class);

    @TempDir
    private Path site;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "picodet-s, 38, 0.845",
        "nanodet-plus-m, 37, 0.8",
        "yolox-nano, 31, 0.79",
        "centernet-mb3-onnx, 33, 0.81",
        "omz-vehicle-0202, 40, 0.845",
    })
    void findsTheBigVehiclesOfTrafficPictures(String name, int found, double meanIou) throws DetectorException {
        List<Path> pictures = everyTenth("eval/detrac/images");
        Tally tally = new Tally();
        try (Detector detector = open(name)) {
            for (Path picture : pictures) {
                Detections detections = detect(detector, picture);
                for (Labelled labelled : TestLabels.of(picture)) {
                    if (labelled.box().area() > 0.005) {
                        tally.add(
                                detections.items().stream().filter(d -> d.kind().isVehicle()), labelled);
                    }
                }
            }
        }
        log.info("{}: {}", name, tally);
        assertThat(tally.found()).as("%s", tally).isGreaterThanOrEqualTo(found);
        assertThat(tally.meanIou()).as("%s", tally).isGreaterThan(meanIou);
    }

    /** The colour order hardly changes what is found, but how surely; grey traffic pictures do not tell. */
    @ParameterizedTest
    @ValueSource(strings = {"picodet-s", "nanodet-plus-m", "yolox-nano"})
    void isLessSureWithColoursSwapped(String name) throws DetectorException, BundleException {
        double sure = 0;
        double swapped = 0;
        try (Detector detector = open(name)) {
            List<ModelLabel> labels =
                    Bundles.read(new BundleSource.Folder(site.resolve(name))).labels();
            for (Path picture : TestPictures.in("eval/coco/images", 20)) {
                Detections right = detect(detector, picture);
                Detections wrong = detectSwapped(detector, picture);
                for (Labelled labelled : TestLabels.of(picture)) {
                    if (labelled.box().area() > 0.01) {
                        String label = labels.get(labelled.classNumber()).name();
                        sure += surest(right, label, labelled);
                        swapped += surest(wrong, label, labelled);
                    }
                }
            }
        }
        log.info("{}: scores add up to {}, with colours swapped to {}", name, sure, swapped);
        assertThat(sure).isGreaterThan(swapped);
    }

    private static double surest(Detections found, String label, Labelled labelled) {
        return found.items().stream()
                .filter(d -> d.label().equals(label) && d.box().iou(labelled.box()) >= 0.5)
                .mapToDouble(Detection::confidence)
                .max()
                .orElse(0);
    }

    private Detector open(String name) throws DetectorException {
        TestBundles.assemble(name, site);
        return new DjlDetectorProvider().open(name, site, 1);
    }

    private static Detections detect(Detector detector, Path picture) throws DetectorException {
        return detector.detect(List.of(TestPictures.load(picture, detector.input())))
                .get(0);
    }

    private static Detections detectSwapped(Detector detector, Path picture) throws DetectorException {
        InputSpec in = detector.input();
        ColourOrder other = in.order() == ColourOrder.RGB ? ColourOrder.BGR : ColourOrder.RGB;
        InputSpec swapped = new InputSpec(in.widthPx(), in.heightPx(), in.fit(), other, in.padValue());
        return detector.detect(List.of(TestPictures.load(picture, swapped))).get(0);
    }

    private static List<Path> everyTenth(String folder) {
        List<Path> all = TestPictures.in(folder, 100);
        return IntStream.range(0, all.size())
                .filter(i -> i % 10 == 0)
                .mapToObj(all::get)
                .toList();
    }

    /** How many labelled objects were found at an IoU of 0.5, and how well the boxes of those lie. */
    private static final class Tally {
        private final List<Double> overlaps = new ArrayList<>();
        private int labelled;

        void add(Stream<Detection> found, Labelled object) {
            labelled++;
            found.mapToDouble(d -> d.box().iou(object.box()))
                    .filter(iou -> iou >= 0.5)
                    .max()
                    .ifPresent(overlaps::add);
        }

        int found() {
            return overlaps.size();
        }

        double meanIou() {
            return overlaps.stream().mapToDouble(iou -> iou).average().orElse(0);
        }

        @Override
        public String toString() {
            return String.format("%d of %d found, mean IoU %.3f", overlaps.size(), labelled, meanIou());
        }
    }
}
