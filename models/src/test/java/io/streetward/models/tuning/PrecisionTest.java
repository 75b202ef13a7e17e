package io.streetward.models.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    @Test
    void bfloat16IsForProcessorsThatMultiplyIt() {
        assertThat(Precision.fromCpuInfo(Stream.of("processor\t: 0", "flags\t\t: fpu avx512f avx512_bf16 clzero")))
                .isEqualTo(Precision.BFLOAT16);
        assertThat(Precision.fromCpuInfo(Stream.of("flags\t\t: fpu amx_bf16"))).isEqualTo(Precision.BFLOAT16);
        assertThat(Precision.fromCpuInfo(Stream.of("flags\t\t: fpu avx512f avx512_vnni")))
                .isEqualTo(Precision.FLOAT32);
        assertThat(Precision.fromCpuInfo(Stream.empty())).isEqualTo(Precision.FLOAT32);
    }
}
