package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelBundleTest {
    @Test
    void aFloorLowersThresholdsButRaisesNone() throws BundleException {
        ModelBundle bundle = Bundles.read(new Bundles(Path.of("none")).find("centernet-mobilenetv3"));
        assertThat(bundle.atConfidence(0.01).labels())
                .hasSameSizeAs(bundle.labels())
                .allSatisfy(label -> assertThat(label.confidence()).isEqualTo(0.01));
        assertThat(bundle.atConfidence(0.9)).isEqualTo(bundle);
    }
}
