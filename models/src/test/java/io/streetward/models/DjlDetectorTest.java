package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.DetectorProvider;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ObjectKind;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.tuning.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** ONNX Runtime, float planes, and a site's own bundle, all in one: it must find what PyTorch finds. */
    @Test
    void aSitesBundleOnOnnxRuntimeFindsTheSame(@TempDir Path site)
            throws DetectorException, IOException, BundleException {
        byte[] onnx = Files.readAllBytes(TestPictures.shared("models/mb3_centernet_fp16w_from_npm_human.onnx"));
        Path bundle = Files.createDirectories(site.resolve("peer"));
        Files.write(bundle.resolve("peer.onnx"), onnx);
        String description = Files.readString(Path.of("bundles/centernet-mobilenetv3/model.yaml"))
                .replace("name: centernet-mobilenetv3", "name: peer")
                .replace("engine: pytorch", "engine: onnxruntime")
                .replace("centernet-mobilenetv3.pt", "peer.onnx")
                .replaceFirst("sha256: [0-9a-f]+", "sha256: " + Sha256.of(onnx))
                .replace("type: uint8", "type: float32")
                .replace("layout: nhwc", "layout: nchw")
                .replace("batch: any", "batch: one");
        Files.writeString(bundle.resolve("model.yaml"), description);
        BundleSource shipped = new BundleSource.Shipped("centernet-mobilenetv3");
        try (Detector peer = new DjlDetectorProvider().open("peer", site, 1);
                Detector detector = DjlDetector.open(Bundles.read(shipped), shipped, 1, Precision.FLOAT32)) {
            List<ModelInput> pictures = TestPictures.in("eval/detrac/images", 2).stream()
                    .map(file -> TestPictures.load(file, detector.input()))
                    .toList();
            List<Detections> expected = peer.detect(pictures);
            List<Detections> found = detector.detect(pictures);
            for (int i = 0; i < pictures.size(); i++) {
                assertThat(found.get(i).items())
                        .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-4 ? 0 : 1, Double.class)
                                .build())
                        .containsExactlyElementsOf(expected.get(i).items());
            }
        }
    }

    @Test
    void damagedWeightsAreRefused(@TempDir Path site) throws IOException {
        Path bundle = Files.createDirectories(site.resolve("centernet-mobilenetv3"));
        Files.copy(Path.of("bundles/centernet-mobilenetv3/model.yaml"), bundle.resolve("model.yaml"));
        Files.write(bundle.resolve("centernet-mobilenetv3.pt"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> new DjlDetectorProvider().open("centernet-mobilenetv3", site, 1))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("centernet-mobilenetv3.pt: sha256 is 039058c6f2c0cb492c533b0a4d14ef77cc0f78abcc")
                .hasMessageContaining("the file is damaged or was replaced");
    }

    @Test
    void otherShapesThanTheDecoderReadsAreRefusedWhenOpened(@TempDir Path site) throws IOException {
        Path bundle = Files.createDirectories(site.resolve("other"));
        Path shipped = Path.of("bundles/centernet-mobilenetv3");
        Files.copy(shipped.resolve("centernet-mobilenetv3.pt"), bundle.resolve("centernet-mobilenetv3.pt"));
        String description = Files.readString(shipped.resolve("model.yaml"));
        Files.writeString(
                bundle.resolve("model.yaml"),
                description
                        .replace("name: centernet-mobilenetv3", "name: other")
                        .replace("toothbrush,", ""));
        assertThatThrownBy(() -> new DjlDetectorProvider().open("other", site, 1))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("other: the model returned [1x80x128x128, 1x4x128x128],"
                        + " expected [heat 1x79x128x128, ltrb 1x4x128x128]")
                .hasMessageContaining("(PyTorch ")
                .hasMessageContaining("on 1 × uint8 512x512x3)");
    }

    @Test
    void theThreadThatDetectsUsesAsManyThreadsAsAsked() throws DetectorException {
        try (Detector detector = new DjlDetectorProvider().open("centernet-mobilenetv3", NO_SITE_DIR, 2);
                Detector other = open()) {
            detector.detect(List.of(new BlankInput(detector.input())));
            assertThat(JniUtils.getNumThreads()).isEqualTo(2);
            other.detect(List.of(new BlankInput(other.input())));
            assertThat(JniUtils.getNumThreads()).isEqualTo(1);
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
