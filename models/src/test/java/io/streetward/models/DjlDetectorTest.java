package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.DetectorProvider;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ObjectKind;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DjlDetectorTest {
    private static final Path NO_SITE_DIR = Path.of("no-such-folder");

    @Test
    void theDefaultBundleFindsTheCarsOfAStreetPicture() throws DetectorException {
        Path street = TestPictures.in("eval/detrac/images", 1).get(0);
        try (Detector detector = open()) {
            ModelInput input = TestPictures.load(street, detector.input());
            Detections found = detector.detect(List.of(input)).get(0);
            assertThat(found.frame()).isEqualTo(input.frame());
            assertThat(found.items())
                    .filteredOn(d -> d.kind() == ObjectKind.CAR)
                    .hasSizeGreaterThan(3);
            assertThat(found.items())
                    .extracting(Detection::confidence)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void aBatchOfThreeEqualsThreeSingles() throws DetectorException {
        try (Detector detector = open()) {
            List<ModelInput> pictures = TestPictures.in("eval/coco/images", 3).stream()
                    .map(file -> TestPictures.load(file, detector.input()))
                    .toList();
            List<Detections> batch = detector.detect(pictures);
            assertThat(batch).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(batch.get(i))
                        .isEqualTo(detector.detect(pictures.subList(i, i + 1)).get(0));
            }
        }
    }

    @Test
    void anUnknownBundleIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> new DjlDetectorProvider().open("centernet-mobilnetv3", NO_SITE_DIR, 1))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("did you mean \"centernet-mobilenetv3\"?");
    }

    @Test
    void theProviderIsFoundByServiceLoader() {
        assertThat(ServiceLoader.load(DetectorProvider.class)).hasAtLeastOneElementOfType(DjlDetectorProvider.class);
    }

    private static Detector open() throws DetectorException {
        return new DjlDetectorProvider().open("centernet-mobilenetv3", NO_SITE_DIR, 1);
    }
}
