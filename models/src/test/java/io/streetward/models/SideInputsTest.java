package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.Detection;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.models.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph of eight operators with the inputs and outputs of RT-DETR's own export: int64 sizes in, int64 labels out. */
class SideInputsTest {
    private static final String DESCRIPTION = """
            name: deploy
            description: two constant boxes
            engine: onnxruntime
            weights: {file: deploy.onnx, sha256: SHA256}
            input:
              width: 32
              height: 16
              fit: stretch
              colour_order: rgb
              pad_value: 0
              tensor: {type: float32, layout: nchw, batch: one}
            decoder: {type: rtdetr, form: detections}
            thresholds: {confidence: 0.5}
            labels: [tree, lorry]
            kinds: {lorry: truck}
            licence: none
            """;

    @Test
    void anExportThatWantsTheOriginalSizeIsToldTheInputs(@TempDir Path site) throws IOException, DetectorException {
        Path folder = Files.createDirectories(site.resolve("deploy"));
        try (InputStream in = SideInputsTest.class.getResourceAsStream("/rtdetr-deploy.onnx")) {
            byte[] model = in.readAllBytes();
            Files.write(folder.resolve("deploy.onnx"), model);
            Files.writeString(folder.resolve("model.yaml"), DESCRIPTION.replace("SHA256", Sha256.of(model)));
        }
        try (Detector detector = new DjlDetectorProvider().open("deploy", site, 1);
                BlankInput blank = new BlankInput(detector.input())) {
            List<Detection> found = detector.detect(List.of(blank)).get(0).items();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).kind()).isEqualTo(ObjectKind.TRUCK);
            assertThat(found.get(0).box()).isEqualTo(new NormalizedBox(0.25, 0.25, 0.25, 0.5));
        }
    }
}
