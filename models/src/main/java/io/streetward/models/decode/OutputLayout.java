package io.streetward.models.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outputs a decoder reads: what each is called in {@code model.yaml} and which shapes it may have. */
final class OutputLayout {
    /** An axis as long as the batch. */
    static final int BATCH = -1;
    /** An axis of any length, the same in all outputs. */
    static final int ANY = -2;

    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, String> names;
    private final String meaning;

    private record Slot(String role, List<List<Integer>> shapes) {}

    /**
     * A layout without outputs yet.
     *
     * @param names the model's name for each output; when empty, outputs are taken in order, or in another order where
     *     shapes allow only one
     * @param meaning what the axes are, for messages
     */
    OutputLayout(Map<String, String> names, String meaning) {
        this.names = names;
        this.meaning = meaning;
    }

    /** Adds an output of this shape. */
    OutputLayout add(String role, List<Integer> shape) {
        slots.add(new Slot(role, List.of(shape)));
        return this;
    }

    /** Adds an output that has either of two shapes. */
    OutputLayout add(String role, List<Integer> shape, List<Integer> or) {
        slots.add(new Slot(role, List.of(shape, or)));
        return this;
    }

    /**
     * The outputs in the layout's order.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    List<OutputTensor> arrange(List<OutputTensor> came, int pictures) {
        List<OutputTensor> arranged = names.isEmpty() ? byPlace(came, pictures) : byName(came);
        int any = ANY;
        for (int i = 0; i < slots.size(); i++) {
            OutputTensor output = arranged.get(i);
            List<Integer> shape = shapeOf(slots.get(i), output, pictures);
            if (shape == null) {
                throw refusal(came, pictures);
            }
            int axis = shape.indexOf(ANY);
            if (axis >= 0 && any != ANY && any != output.axis(axis)) {
                throw refusal(came, pictures);
            }
            any = axis >= 0 ? output.axis(axis) : any;
        }
        return arranged;
    }

    private List<OutputTensor> byName(List<OutputTensor> came) {
        List<OutputTensor> arranged = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            String name = names.getOrDefault(slot.role, "");
            arranged.add(came.stream()
                    .filter(output -> output.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the model returned " + text(came)
                            + ", expected an output named \"" + name + "\" as model.yaml names its " + slot.role)));
        }
        return arranged;
    }

    private List<OutputTensor> byPlace(List<OutputTensor> came, int pictures) {
        if (came.size() != slots.size()) {
            throw refusal(came, pictures);
        }
        boolean inOrder = true;
        for (int i = 0; i < slots.size(); i++) {
            inOrder &= shapeOf(slots.get(i), came.get(i), pictures) != null;
        }
        if (inOrder) {
            return came;
        }
        List<OutputTensor> arranged = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            List<OutputTensor> fitting = came.stream()
                    .filter(output -> shapeOf(slot, output, pictures) != null)
                    .toList();
            if (fitting.size() != 1 || arranged.contains(fitting.get(0))) {
                throw refusal(came, pictures);
            }
            arranged.add(fitting.get(0));
        }
        return arranged;
    }

    /** That of the slot's shapes which the output has; null when it has none. */
    private static @Nullable List<Integer> shapeOf(Slot slot, OutputTensor output, int pictures) {
        for (List<Integer> shape : slot.shapes) {
            if (fits(shape, output, pictures)) {
                return shape;
            }
        }
        return null;
    }

    private static boolean fits(List<Integer> shape, OutputTensor output, int pictures) {
        boolean fits = shape.size() == output.shape().size();
        for (int i = 0; fits && i < shape.size(); i++) {
            int expected = shape.get(i) == BATCH ? pictures : shape.get(i);
            fits = expected == ANY || expected == output.axis(i);
        }
        return fits;
    }

    private IllegalArgumentException refusal(List<OutputTensor> came, int pictures) {
        String expected = slots.stream()
                .map(slot -> slot.role
                        + slot.shapes.stream()
                                .map(shape -> " " + text(shape, pictures))
                                .collect(Collectors.joining(" or")))
                .collect(Collectors.joining(", ", "[", "]"));
        return new IllegalArgumentException(
                "the model returned " + text(came) + ", expected " + expected + " (" + meaning + ")");
    }

    private static String text(List<OutputTensor> outputs) {
        return outputs.stream().map(OutputTensor::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(List<Integer> shape, int pictures) {
        return shape.stream()
                .map(axis -> axis == BATCH ? String.valueOf(pictures) : axis == ANY ? "N" : String.valueOf(axis))
                .collect(Collectors.joining("x"));
    }
}
