package io.streetward.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
    @ParameterizedTest(name = "input {0}, kernel {1}, stride {2}, dilation {3}: {4} before, {5} after")
    @CsvSource({
        "512, 3, 2, 1, 0, 1",
        "512, 3, 1, 1, 1, 1",
        "511, 3, 2, 1, 1, 1",
        "128, 5, 2, 1, 1, 2",
        "128, 5, 1, 1, 2, 2",
        "128, 1, 1, 1, 0, 0",
        "128, 1, 2, 1, 0, 0",
        "32, 3, 1, 2, 2, 2"
    })
    void sameIsPaddedAsTensorFlowDoes(int size, int kernel, int stride, int dilation, int before, int after) {
        Padding padding = Padding.same(new FeatureShape(8, size, size), kernel, kernel, stride, dilation);
        assertThat(padding).isEqualTo(new Padding(before, before, after, after));
        assertThat(padding.isSymmetric()).isEqualTo(before == after);
    }
}
