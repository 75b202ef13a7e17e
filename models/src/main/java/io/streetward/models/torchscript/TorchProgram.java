package io.streetward.models.torchscript;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TorchScript source of a graph. Values keep PyTorch's channels-last layout throughout: the picture comes in that
 * order anyway, and depth-wise and 1×1 convolutions are fastest in it.
 */
final class TorchProgram {
    static final String CLASS = "Detector";

    private static final int FLOAT32 = 6; // c10::ScalarType::Float
    private static final int CONTIGUOUS = 0; // c10::MemoryFormat::Contiguous
    private static final int CHANNELS_LAST = 2; // c10::MemoryFormat::ChannelsLast

    private final Graph graph;
    private final List<Weights> tensors = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private final StringBuilder body = new StringBuilder();

    private TorchProgram(Graph graph) {
        this.graph = graph;
    }

    static TorchProgram of(Graph graph) {
        TorchProgram program = new TorchProgram(graph);
        graph.nodes().forEach(program::emit);
        return program;
    }

    /** The tensors that {@code __setstate__} takes, in order. */
    List<Weights> tensors() {
        return tensors;
    }

    String source() {
        StringBuilder source = new StringBuilder();
        source.append("class ").append(CLASS).append("(Module):\n");
        source.append("  __parameters__ = []\n");
        source.append("  __buffers__ = [").append(tensorNames("\"", "\", ")).append("]\n");
        source.append("  training : bool\n");
        for (int i = 0; i < tensors.size(); i++) {
            source.append("  w").append(i).append(" : Tensor\n");
        }
        appendState(source);
        source.append("  def forward(self: __torch__.").append(CLASS).append(",\n    images: Tensor) -> ");
        source.append(graph.outputs().size() == 1 ? "Tensor" : tupleType()).append(":\n");
        source.append(body);
        List<String> results =
                graph.outputs().values().stream().map(this::variable).toList();
        String returned = String.join(", ", results);
        source.append("    return ")
                .append(results.size() == 1 ? returned : "(" + returned + ")")
                .append("\n");
        return source.toString();
    }

    private String tensorNames(String before, String after) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < tensors.size(); i++) {
            names.append(before).append('w').append(i).append(after);
        }
        return names.toString();
    }

    private String tupleType() {
        return "Tuple["
                + String.join(
                        ", ",
                        graph.outputs().keySet().stream().map(o -> "Tensor").toList()) + "]";
    }

    /** Loading widens, scales and lays out each tensor once, so that no forward pass has to. */
    private void appendState(StringBuilder source) {
        source.append("  def __getstate__(self: __torch__.").append(CLASS).append(") -> List[Tensor]:\n");
        source.append("    return [").append(tensorNames("self.", ", ")).append("]\n");
        source.append("  def __setstate__(self: __torch__.")
                .append(CLASS)
                .append(",\n    state: List[Tensor]) -> NoneType:\n");
        source.append("    self.training = False\n");
        for (int i = 0; i < tensors.size(); i++) {
            Weights weights = tensors.get(i);
            int format = weights.rank() == 4 ? CHANNELS_LAST : CONTIGUOUS;
            String loaded = "torch.to(state[" + i + "], " + FLOAT32 + ", False, True, " + format + ")";
            if (weights.scale() != 1) {
                loaded = "torch.mul(" + loaded + ", " + number(weights.scale()) + ")";
            }
            source.append("    self.w").append(i).append(" = ").append(loaded).append('\n');
        }
        source.append("    return None\n");
    }

    private void emit(Node node) {
        String name = "x" + variables.size();
        String expression = expression(node);
        variables.put(node.name(), name);
        body.append("    ").append(name).append(" = ").append(expression).append('\n');
    }

    private String expression(Node node) {
        Op op = node.op();
        if (op instanceof Op.Image) {
            return "torch.to(torch.permute(images, [0, 3, 1, 2]), " + FLOAT32 + ", False, False, " + CHANNELS_LAST
                    + ")";
        } else if (op instanceof Op.Conv conv) {
            return convolution(input(node, 0), conv);
        } else if (op instanceof Op.Activate activate) {
            return activation(input(node, 0), activate.kind(), isLastUse(node, 0));
        } else if (op instanceof Op.AddScalar add) {
            return "torch.add(" + input(node, 0) + ", " + number(add.value()) + ")";
        } else if (op instanceof Op.MulScalar mul) {
            return "torch.mul(" + input(node, 0) + ", " + number(mul.value()) + ")";
        } else if (op instanceof Op.Add add) {
            String alpha = add.rightScale() == 1 ? "" : ", alpha=" + number(add.rightScale());
            return "torch.add(" + input(node, 0) + ", " + input(node, 1) + alpha + ")";
        } else if (op instanceof Op.Mul) {
            return "torch.mul(" + input(node, 0) + ", " + input(node, 1) + ")";
        } else if (op instanceof Op.SpatialMean) {
            return "torch.mean(" + input(node, 0) + ", [2, 3], True)";
        } else if (op instanceof Op.Concat) {
            return "torch.cat([" + String.join(", ", inputs(node)) + "], 1)";
        } else if (op instanceof Op.EnlargeBilinear) {
            return enlarge(node);
        } else if (op instanceof Op.MaxPool pool) {
            return maxPool(node, pool);
        } else if (op instanceof Op.KeepWhereEqual) {
            String x = input(node, 0);
            return "torch.mul(" + x + ", torch.eq(" + x + ", " + input(node, 1) + "))";
        }
        throw new IllegalStateException("no translation for " + op);
    }

    private String convolution(String x, Op.Conv conv) {
        String padding;
        if (conv.padding().isSymmetric()) {
            padding = "[" + conv.padding().top() + ", " + conv.padding().left() + "]";
        } else {
            x = "torch.constant_pad_nd(" + x + ", [" + conv.padding().left() + ", "
                    + conv.padding().right() + ", " + conv.padding().top() + ", "
                    + conv.padding().bottom() + "], 0)";
            padding = "[0, 0]";
        }
        int stride = conv.stride();
        int dilation = conv.dilation();
        String convolved = "torch.conv2d(" + x + ", " + tensor(conv.weight()) + ", "
                + tensor(conv.bias()) + ", [" + stride + ", " + stride + "], " + padding
                + ", [" + dilation + ", " + dilation + "], " + conv.groups() + ")";
        return activation(convolved, conv.activation(), true);
    }

    /** In place where nothing else reads the value: one pass over memory less. */
    private static String activation(String x, Activation kind, boolean inPlace) {
        String suffix = inPlace ? "_" : "";
        return switch (kind) {
            case NONE -> x;
            case RELU -> "torch.relu" + suffix + "(" + x + ")";
            case RELU6 -> "torch.clamp" + suffix + "(" + x + ", 0, 6)";
            case HARD_SIGMOID -> "torch.hardsigmoid" + suffix + "(" + x + ")";
            case HARD_SWISH -> "torch.hardswish" + suffix + "(" + x + ")";
            case SIGMOID -> "torch.sigmoid" + suffix + "(" + x + ")";
        };
    }

    /**
     * PyTorch has no such resize, but its align_corners one hits input position {@code i / factor} exactly when the
     * input gets one more (repeated) row and column and the output {@code factor · n + 1}, of which the last is cut off.
     */
    private String enlarge(Node node) {
        int height = node.shape().height();
        int width = node.shape().width();
        String x = "torch.replication_pad2d(" + input(node, 0) + ", [0, 1, 0, 1])";
        x = "torch.upsample_bilinear2d(" + x + ", [" + (height + 1) + ", " + (width + 1) + "], True)";
        return "torch.slice(torch.slice(" + x + ", 2, 0, " + height + "), 3, 0, " + width + ")";
    }

    private String maxPool(Node node, Op.MaxPool pool) {
        if (!pool.padding().isSymmetric()) {
            throw new IllegalStateException(node.name() + ": pooling with uneven padding has no translation");
        }
        return "torch.max_pool2d(" + input(node, 0) + ", [" + pool.kernel() + ", " + pool.kernel() + "], ["
                + pool.stride() + ", " + pool.stride() + "], [" + pool.padding().top() + ", "
                + pool.padding().left() + "], [1, 1], False)";
    }

    private String tensor(@Nullable Weights weights) {
        if (weights == null) {
            return "None";
        }
        tensors.add(weights);
        return "self.w" + (tensors.size() - 1);
    }

    private boolean isLastUse(Node node, int index) {
        String value = node.inputs().get(index);
        return graph.uses(value) == 1 && !(graph.node(value).op() instanceof Op.Image);
    }

    private String input(Node node, int index) {
        return variable(node.inputs().get(index));
    }

    private List<String> inputs(Node node) {
        return node.inputs().stream().map(this::variable).toList();
    }

    private String variable(String value) {
        String name = variables.get(value);
        if (name == null) {
            throw new IllegalStateException(value + " is read before it is computed");
        }
        return name;
    }

    /** A literal that reads back as the same double. */
    private static String number(float value) {
        return Double.toString(value);
    }
}
