package io.streetward.models.torchscript;

import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final TorchOps ops = new TorchOps(this::tensor);
    private int statements;

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
                loaded = "torch.mul(" + loaded + ", " + TorchOps.number(weights.scale()) + ")";
            }
            source.append("    self.w").append(i).append(" = ").append(loaded).append('\n');
        }
        source.append("    return None\n");
    }

    private void emit(Node node) {
        List<String> inputs = node.inputs().stream().map(this::variable).toList();
        String expression = ops.expression(node.op(), inputs, isLastUse(node), node.shape());
        if (node.op() instanceof Op.Constant) {
            variables.put(node.name(), expression);
            return;
        }
        String name = "x" + statements++;
        variables.put(node.name(), name);
        body.append("    ").append(name).append(" = ").append(expression).append('\n');
    }

    private String tensor(Weights weights) {
        tensors.add(weights);
        return "self.w" + (tensors.size() - 1);
    }

    /** Whether the first input's memory is this node's alone. */
    private boolean isLastUse(Node node) {
        if (node.inputs().isEmpty()) {
            return false;
        }
        String value = node.inputs().get(0);
        Op before = graph.node(value).op();
        // The picture's bytes were widened into memory of their own.
        boolean own = !before.isView() || (before instanceof Op.Image && node.op() instanceof Op.Affine);
        return graph.uses(value) == 1 && own;
    }

    private String variable(String value) {
        String name = variables.get(value);
        if (name == null) {
            throw new IllegalStateException(value + " is read before it is computed");
        }
        return name;
    }
}
