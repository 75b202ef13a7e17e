package io.streetward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.InputSpec;
import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.models.Difference;
import io.streetward.models.TestPictures;
import io.streetward.models.TrialModel;
import io.streetward.models.importer.ModelConverter;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detectors people export, converted, against ONNX Runtime on the file itself, on real pictures. */
class RealModelsTest {
    private static final Logger log = LoggerFactory.getLogger(RealModelsTest.class);
    private static final Normalise IMAGENET =
            new Normalise(1, List.of(103.53, 116.28, 123.675), List.of(57.375, 57.12, 58.395));

    /** CenterNet's distances are pixels, up to 512, and come from half-precision weights: rounding shows there. */
    @ParameterizedTest
    @CsvSource({
        "yolox_nano.onnx, false, 1e-3",
        "nanodet-plus-m_416_fp16w_from_ncnn.onnx, true, 1e-3",
        "picodet_s_416_coco.onnx, true, 1e-3",
        "mb3_centernet_fp16w_from_npm_human.onnx, false, 1e-2"
    })
    void computesWhatOnnxRuntimeComputes(String file, boolean normalised, double tolerance) throws Exception {
        byte[] onnx = Files.readAllBytes(TestPictures.shared("models/" + file));
        Normalise normalise = normalised ? IMAGENET : Normalise.NONE;
        OnnxImporter importer = OnnxImporter.open(file, onnx, PictureSize.UNKNOWN);
        byte[] archive = TorchScriptArchive.write("m", ModelConverter.simplify(importer.graph(normalise)));
        assertThat(TorchScriptArchive.write("m", ModelConverter.simplify(importer.graph(normalise))))
                .isEqualTo(archive);
        PictureSize size = importer.size();
        InputSpec spec = new InputSpec(size.widthPx(), size.heightPx(), Fit.LETTERBOX, ColourOrder.BGR, 114);
        List<Path> pictures = Stream.of("eval/detrac/images", "eval/coco/images")
                .flatMap(folder -> TestPictures.in(folder, 3).stream())
                .toList();
        Difference worst = Difference.NONE;
        try (TrialModel ours = TrialModel.torchScript(archive, size);
                TrialModel reference = TrialModel.onnx(onnx, size, normalise)) {
            for (Path picture : pictures) {
                ByteBuffer pixels = TestPictures.load(picture, spec).pixels();
                worst = worst.or(Difference.of(ours.run(pixels), reference.run(pixels)));
            }
        }
        log.info("{}: {} over {} pictures", file, worst, pictures.size());
        assertThat(worst.largest()).isLessThan(tolerance);
    }
}
