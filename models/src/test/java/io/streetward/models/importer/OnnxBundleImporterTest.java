package io.streetward.models.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.detect.Detector;
import io.streetward.detect.ObjectKind;
import io.streetward.models.DjlDetectorProvider;
import io.streetward.models.TestPictures;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ImportException;
import io.streetward.models.onnx.PictureSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OnnxBundleImporterTest {
    @TempDir
    private Path out;

    @ParameterizedTest
    @CsvSource({
        "yolox_nano.onnx, yolox, '[8, 16, 32]', bgr, letterbox_top_left, 114",
        "nanodet-plus-m_416_fp16w_from_ncnn.onnx, nanodet_plus, '[8, 16, 32, 64]', bgr, letterbox, 0",
        "picodet_s_416_coco.onnx, picodet, '[8, 16, 32, 64]', rgb, stretch, 0",
        "mb3_centernet_fp16w_from_npm_human.onnx, centernet, , rgb, letterbox, 0"
    })
    void theFamilyIsRecognisedAndDescribed(
            String file, String type, String strides, String order, String fit, int padValue) throws Exception {
        Path onnx = TestPictures.shared("models/" + file);
        OnnxBundleImporter.Result result = importer("peer", EngineKind.PYTORCH).importFrom(onnx, out);
        assertThat(result.difference().orElseThrow().largest()).isLessThan(1e-3);
        assertThat(result.family()).startsWith(type + ", 80 classes");
        ModelBundle bundle = Bundles.read(new BundleSource.Folder(result.folder()));
        assertThat(bundle.decoder().family().type()).isEqualTo(type);
        try (Detector detector = new DjlDetectorProvider().open("peer", out, 1)) {
            Path street = TestPictures.in("eval/detrac/images", 1).get(0);
            assertThat(detector.detect(List.of(TestPictures.load(street, detector.input())))
                            .get(0)
                            .items())
                    .filteredOn(found -> found.kind() == ObjectKind.CAR && found.confidence() > 0.3)
                    .hasSizeGreaterThan(2);
        }
        Map<?, ?> yaml = description(result.folder());
        assertThat(yaml.get("name")).isEqualTo("peer");
        assertThat(yaml.get("engine")).isEqualTo("pytorch");
        assertThat((List<?>) yaml.get("labels"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(80)
                .contains("car", "traffic light");
        assertThat(((Map<?, ?>) yaml.get("kinds")).get("motorcycle")).isEqualTo("two_wheeler");
        assertThat(yaml.get("licence")).isEqualTo("unknown - ask who trained it");
        Map<?, ?> decoder = (Map<?, ?>) yaml.get("decoder");
        assertThat(decoder.get("type")).isEqualTo(type);
        assertThat(String.valueOf(decoder.get("strides"))).isEqualTo(String.valueOf(strides));
        Map<?, ?> input = (Map<?, ?>) yaml.get("input");
        assertThat(input.get("colour_order")).isEqualTo(order);
        assertThat(input.get("fit")).isEqualTo(fit);
        assertThat(input.get("pad_value")).isEqualTo(padValue);
        Map<?, ?> weights = (Map<?, ?>) yaml.get("weights");
        assertThat(Sha256.of(Files.readAllBytes(result.folder().resolve("peer.pt"))))
                .isEqualTo(weights.get("sha256"));
        assertThat(result.folder().resolve("NOTICE")).content().contains(file);
    }

    @Test
    void theFileItselfIsKeptForOnnxRuntime() throws Exception {
        Path onnx = TestPictures.shared("models/picodet_s_416_coco.onnx");
        OnnxBundleImporter.Result result =
                importer("peer", EngineKind.ONNXRUNTIME).importFrom(onnx, out);
        assertThat(result.folder().resolve("peer.onnx")).hasSameBinaryContentAs(onnx);
        assertThat(result.difference()).isEmpty();
        Map<?, ?> input = (Map<?, ?>) description(result.folder()).get("input");
        Map<?, ?> tensor = (Map<?, ?>) input.get("tensor");
        assertThat(tensor.get("type")).isEqualTo("float32");
        assertThat(tensor.get("batch")).isEqualTo("one");
        assertThat(tensor.get("mean")).isEqualTo(List.of(123.675, 116.28, 103.53));
    }

    @Test
    void labelsMustBeAsManyAsClasses() {
        Path onnx = TestPictures.shared("models/yolox_nano.onnx");
        OnnxImportOptions all = OnnxImportOptions.of("peer", EngineKind.PYTORCH);
        OnnxImportOptions two = new OnnxImportOptions(
                all.name(),
                all.engine(),
                PictureSize.UNKNOWN,
                Optional.empty(),
                Optional.of(List.of("muck truck", "stall")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> new OnnxBundleImporter(two).importFrom(onnx, out))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("has 80 classes, found 2 labels, expected one each");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aFamilyThatIsNotRecognisedIsRefusedWithWhatCame() {
        Path onnx = TestPictures.shared("models/omz_vehicle-detection-0202.onnx");
        assertThatThrownBy(() -> importer("peer", EngineKind.PYTORCH).importFrom(onnx, out))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("returns 1x21504, 1x10752 for a picture of 512x512, expected yolox");
        assertThat(out).isEmptyDirectory();
    }

    private static OnnxBundleImporter importer(String name, EngineKind engine) {
        return new OnnxBundleImporter(OnnxImportOptions.of(name, engine));
    }

    private static Map<?, ?> description(Path folder) throws Exception {
        String text = Files.readString(folder.resolve("model.yaml"));
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
