package io.streetward.models.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NmsTest {
    /** A box as left, top, right, bottom, score, label. */
    private static float[] box(float left, float top, float right, float bottom, float score, int label) {
        return new float[] {left, top, right, bottom, score, label};
    }

    static Stream<Arguments> cases() {
        float[] strong = box(0, 0, 10, 10, 0.9f, 1);
        return Stream.of(
                Arguments.of("nothing", 0.5, List.of(), List.of()),
                Arguments.of("one box", 0.5, List.of(strong), List.of(0)),
                Arguments.of("a weaker copy", 0.5, List.of(box(0, 0, 10, 10, 0.8f, 1), strong), List.of(1)),
                Arguments.of(
                        "a copy of another class", 0.5, List.of(strong, box(0, 0, 10, 10, 0.8f, 2)), List.of(0, 1)),
                Arguments.of("boxes apart", 0.5, List.of(strong, box(20, 0, 30, 10, 0.8f, 1)), List.of(0, 1)),
                Arguments.of("touching edges", 0.0, List.of(strong, box(10, 0, 20, 10, 0.8f, 1)), List.of(0, 1)),
                Arguments.of(
                        "overlap of exactly the limit",
                        0.25,
                        List.of(strong, box(6, 0, 16, 10, 0.8f, 1)),
                        List.of(0, 1)),
                Arguments.of("overlap above the limit", 0.3, List.of(strong, box(5, 0, 15, 10, 0.8f, 1)), List.of(0)),
                Arguments.of("strongest first", 0.5, List.of(box(0, 0, 1, 1, 0.2f, 1), strong), List.of(1, 0)),
                Arguments.of(
                        "equal scores in the order given",
                        0.5,
                        List.of(box(0, 0, 1, 1, 0.2f, 1), box(5, 5, 6, 6, 0.2f, 1)),
                        List.of(0, 1)),
                Arguments.of(
                        "what a dropped box covers stays",
                        0.3,
                        List.of(strong, box(5, 0, 15, 10, 0.8f, 1), box(10, 0, 20, 10, 0.7f, 1)),
                        List.of(0, 2)),
                Arguments.of("limit 1 keeps copies", 1.0, List.of(strong, strong), List.of(0, 1)),
                Arguments.of(
                        "empty boxes",
                        0.5,
                        List.of(box(3, 3, 3, 3, 0.9f, 1), box(3, 3, 3, 3, 0.8f, 1)),
                        List.of(0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void keeps(String name, double maxIou, List<float[]> boxes, List<Integer> expected) {
        Candidates candidates = new Candidates();
        boxes.forEach(b -> candidates.add(b[0], b[1], b[2], b[3], b[4], (int) b[5]));
        assertThat(Nms.keep(candidates, maxIou)).isEqualTo(expected);
    }
}
