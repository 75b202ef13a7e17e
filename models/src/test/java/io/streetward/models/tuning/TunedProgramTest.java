package io.streetward.models.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TunedProgramTest {
    private static final String SOURCE = """
            class Detector(Module):
              w0 : Tensor
              def __setstate__(self: __torch__.Detector,
                state: List[Tensor]) -> NoneType:
                self.training = False
                self.w0 = torch.to(state[0], 6, False, True, 2)
                self.w1 = torch.to(state[1], 6, False, True, 0)
                self.w2 = torch.mul(torch.to(state[2], 6, False, True, 2), 0.5)
                return None
              def forward(self: __torch__.Detector,
                images: Tensor) -> Tensor:
                x0 = torch.to(torch.permute(images, [0, 3, 1, 2]), 6, False, False, 2)
                x1 = torch.%s(torch.conv2d(x0, self.w0, self.w1, [2, 2], [1, 1], [1, 1], 1)%s)
                x2 = torch.add(x1, x1)
                x3 = torch.conv2d(torch.constant_pad_nd(x2, [0, 1, 0, 1], 0), self.w2, None, [1, 1], [0, 0], [2, 2], 4)
                x4 = torch.sigmoid(x3)
                return x4
            """;

    @Test
    void aConvolutionAndItsActivationBecomeOnePrimitiveWithWeightsInItsOrder() {
        assertThat(tuned("hardswish_", "", Precision.FLOAT32))
                .contains("x1 = ops.mkldnn._convolution_pointwise(x0, self.w0, self.w1, [1, 1], [2, 2], [1, 1], 1,"
                        + " \"hardswish\", annotate(List[Optional[number]], []), None)")
                .contains("self.w0 = ops.mkldnn._reorder_convolution_weight(torch.to(state[0], 6, False, True, 2),"
                        + " [1, 1], [2, 2], [1, 1], 1)")
                .contains("self.w1 = torch.to(state[1], 6, False, True, 0)\n")
                .contains("x3 = ops.mkldnn._convolution_pointwise(torch.constant_pad_nd(x2, [0, 1, 0, 1], 0), self.w2,"
                        + " None, [0, 0], [1, 1], [2, 2], 4, \"none\"")
                .contains("x2 = torch.add(x1, x1)\n")
                .contains("return x4\n");
    }

    @Test
    void clampingTo6IsAHardTanh() {
        assertThat(tuned("clamp_", ", 0, 6", Precision.FLOAT32))
                .contains("\"hardtanh\", annotate(List[Optional[number]], [0., 6.]), None)");
    }

    @Test
    void anActivationThatOneDnnDoesNotKnowStaysBesideItsConvolution() {
        assertThat(tuned("mish_", "", Precision.FLOAT32))
                .contains("x1 = torch.mish_(ops.mkldnn._convolution_pointwise(x0,")
                .contains("\"none\", annotate(List[Optional[number]], []), None))\n");
    }

    @Test
    void inBfloat16OnlyTheLastLayersStaySingle() {
        assertThat(tuned("relu_", "", Precision.BFLOAT16))
                .contains("x1 = ops.mkldnn._convolution_pointwise(torch.to(x0, 15, False, False), self.w0")
                .contains("self.w1 = torch.to(torch.to(state[1], 6, False, True, 0), 15)\n")
                .contains("x3 = ops.mkldnn._convolution_pointwise(torch.to(torch.constant_pad_nd(x2,"
                        + " [0, 1, 0, 1], 0), 6, False, False), self.w2")
                .contains("self.w2 = ops.mkldnn._reorder_convolution_weight(torch.mul(torch.to(state[2], 6,")
                .contains("return torch.to(x4, 6, False, False)\n");
    }

    @Test
    void anothersProgramIsLeftAlone() {
        assertThat(TunedProgram.of("class Yolo(Module):\n  def forward(self) -> Tensor:\n", Precision.BFLOAT16))
                .isEmpty();
    }

    private static String tuned(String activation, String arguments, Precision precision) {
        return TunedProgram.of(SOURCE.formatted(activation, arguments), precision)
                .orElseThrow();
    }
}
