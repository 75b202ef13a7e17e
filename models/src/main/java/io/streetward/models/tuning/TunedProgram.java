package io.streetward.models.tuning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of a TorchScript program that {@code models.torchscript} wrote, with each convolution and the activation
 * after it as one oneDNN primitive ({@code mkldnn::_convolution_pointwise}, what torch.compile emits on a CPU), its
 * weights put into that primitive's own order once, at load. Plain {@code conv2d} reorders them on every call.
 *
 * <p>With bfloat16, weights and activations are in it, but for the layers whose results reach an output through no further
 * convolution: there the last digits are what tells two neighbouring cells apart.
 *
 * <p>Works line by line on the shape that our writer gives each statement, {@code xN = expression}; a statement it does
 * not know stays as it is and computes in whatever its inputs are in.
 */
final class TunedProgram {
    private static final int BFLOAT16 = 15; // c10::ScalarType::BFloat16
    private static final int FLOAT32 = 6; // c10::ScalarType::Float

    private static final String OURS = "class Detector(Module):\n";
    private static final Pattern STATEMENT = Pattern.compile("    (x\\d+) = (.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\bx\\d+\\b");
    private static final Pattern RETURN = Pattern.compile("    return (.*x\\d+.*)");
    private static final Pattern WEIGHT = Pattern.compile("    self\\.(w\\d+) = (.*)");
    private static final String PAIR = "(\\[\\d+, \\d+\\])";
    private static final Pattern CONVOLUTION = Pattern.compile(
            "torch\\.conv2d\\((x\\d+|torch\\.constant_pad_nd\\([^()]*\\)), self\\.(w\\d+), (?:self\\.(w\\d+)|None), "
                    + PAIR + ", " + PAIR + ", " + PAIR + ", (\\d+)\\)");
    private static final Pattern ACTIVATED = Pattern.compile("torch\\.([a-z0-9_]+)_\\(" + CONVOLUTION + "(, 0, 6)?\\)");

    /** Our in-place activation → oneDNN's name for it, and its scalars. */
    private static final Map<String, String> FUSED = Map.of(
            "relu", scalars("relu", ""),
            "clamp", scalars("hardtanh", "0., 6."),
            "hardsigmoid", scalars("hardsigmoid", ""),
            "hardswish", scalars("hardswish", ""),
            "silu", scalars("swish", ""),
            "sigmoid", scalars("sigmoid", ""));

    private final Precision precision;
    private final List<String> lines;
    /** Statements whose convolutions stay in single precision. */
    private final Set<String> lastLayers;
    /** Weight → what becomes of it after loading. */
    private final Map<String, String> weights = new HashMap<>();

    private TunedProgram(String source, Precision precision) {
        this.precision = precision;
        this.lines = source.lines().toList();
        this.lastLayers = lastLayers(lines);
    }

    /** The program for this precision; empty when {@code source} is none of ours or holds no convolution. */
    static Optional<String> of(String source, Precision precision) {
        if (!source.startsWith(OURS) || !CONVOLUTION.matcher(source).find()) {
            return Optional.empty();
        }
        return Optional.of(new TunedProgram(source, precision).rewrite());
    }

    private String rewrite() {
        List<String> body = new ArrayList<>();
        for (String line : lines) {
            Matcher statement = STATEMENT.matcher(line);
            Matcher returned = RETURN.matcher(line);
            if (statement.matches()) {
                body.add("    " + statement.group(1) + " = "
                        + expression(statement.group(2), inLow(statement.group(1))));
            } else if (returned.matches() && precision == Precision.BFLOAT16) {
                body.add("    return " + VARIABLE.matcher(returned.group(1)).replaceAll(x -> to(x.group(), FLOAT32)));
            } else {
                body.add(line);
            }
        }
        StringBuilder source = new StringBuilder();
        for (String line : body) {
            Matcher weight = WEIGHT.matcher(line);
            source.append(weight.matches() ? load(weight.group(1), weight.group(2)) : line)
                    .append('\n');
        }
        return source.toString();
    }

    private boolean inLow(String variable) {
        return precision == Precision.BFLOAT16 && !lastLayers.contains(variable);
    }

    private String expression(String expression, boolean low) {
        String fused = ACTIVATED.matcher(expression).replaceAll(match -> {
            String activation = FUSED.getOrDefault(match.group(1), "");
            boolean clampTo6 = match.group(match.groupCount()) != null;
            boolean known = !activation.isEmpty() && clampTo6 == match.group(1).equals("clamp");
            return Matcher.quoteReplacement(known ? convolution(match, 2, activation, low) : match.group());
        });
        return CONVOLUTION
                .matcher(fused)
                .replaceAll(match -> Matcher.quoteReplacement(convolution(match, 1, scalars("none", ""), low)));
    }

    /** One primitive, from the groups of {@link #CONVOLUTION} that begin with number {@code first}. */
    private String convolution(MatchResult match, int first, String activation, boolean low) {
        String x = match.group(first);
        String weight = match.group(first + 1);
        String bias = match.group(first + 2);
        String stride = match.group(first + 3);
        String padding = match.group(first + 4);
        String rest = match.group(first + 5) + ", " + match.group(first + 6);
        String cast = low ? to("%s", BFLOAT16) : "%s";
        weights.put(
                weight,
                "ops.mkldnn._reorder_convolution_weight(" + cast + ", " + padding + ", " + stride + ", " + rest + ")");
        if (bias != null && low) {
            weights.put(bias, "torch.to(%s, " + BFLOAT16 + ")");
        }
        String input = precision == Precision.BFLOAT16 ? to(x, low ? BFLOAT16 : FLOAT32) : x;
        return "ops.mkldnn._convolution_pointwise(" + input + ", self." + weight + ", "
                + (bias == null ? "None" : "self." + bias) + ", " + padding + ", " + stride + ", " + rest + ", "
                + activation + ")";
    }

    private String load(String weight, String loaded) {
        return "    self." + weight + " = " + weights.getOrDefault(weight, "%s").replace("%s", loaded);
    }

    /** Costs nothing where the value is in that format already. */
    private static String to(String value, int type) {
        return "torch.to(" + value + ", " + type + ", False, False)";
    }

    private static String scalars(String activation, String values) {
        return "\"" + activation + "\", annotate(List[Optional[number]], [" + values + "]), None";
    }

    /** The convolutions met first when walking back from the outputs. */
    private static Set<String> lastLayers(List<String> lines) {
        Map<String, String> expressions = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (String line : lines) {
            Matcher statement = STATEMENT.matcher(line);
            Matcher returned = RETURN.matcher(line);
            if (statement.matches()) {
                expressions.put(statement.group(1), statement.group(2));
            } else if (returned.matches()) {
                VARIABLE.matcher(returned.group(1)).results().forEach(x -> open.push(x.group()));
            }
        }
        Set<String> last = new HashSet<>();
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String variable = open.pop();
            String expression = expressions.getOrDefault(variable, "");
            if (!seen.add(variable)) {
                continue;
            }
            if (expression.contains("torch.conv2d(")) {
                last.add(variable);
            } else {
                VARIABLE.matcher(expression).results().forEach(x -> open.push(x.group()));
            }
        }
        return last;
    }
}
