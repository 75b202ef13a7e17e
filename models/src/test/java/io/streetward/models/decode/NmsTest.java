package io.streetward.models.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NmsTest {
    /** A box as left, top, right, bottom, score, label. */
    private static List<Float> box(float left, float top, float right, float bottom, float score, int label) {
        return List.of(left, top, right, bottom, score, (float) label);
    }

    private static List<Float> at(Candidates c, int i) {
        return box(c.leftPx(i), c.topPx(i), c.rightPx(i), c.bottomPx(i), c.score(i), c.label(i));
    }

    static Stream<Arguments> cases() {
        List<Float> strong = box(0, 0, 10, 10, 0.9f, 1);
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
                        "boxes without area or sense are none",
                        0.5,
                        List.of(
                                box(3, 3, 3, 5, 0.9f, 1),
                                box(3, 5, 5, 3, 0.9f, 1),
                                box(3, 3, Float.NaN, 5, 0.9f, 1),
                                box(3, 3, 5, 5, Float.NaN, 1)),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void keeps(String name, double maxIou, List<List<Float>> boxes, List<Integer> expected) {
        Candidates candidates = new Candidates();
        add(boxes, candidates);
        Nms nms = new Nms(maxIou, 0, 1, 2);
        int kept = nms.keep(candidates);
        assertThat(IntStream.range(0, kept)
                        .mapToObj(rank -> at(candidates, nms.kept(rank)))
                        .toList())
                .containsExactlyElementsOf(expected.stream().map(boxes::get).toList());
    }

    @Test
    void labelsOfOneGroupCompete() {
        Candidates candidates = new Candidates();
        add(List.of(box(0, 0, 10, 10, 0.9f, 0), box(0, 0, 10, 10, 0.8f, 1), box(0, 0, 10, 10, 0.7f, 2)), candidates);
        Nms nms = new Nms(0.5, -1, -1, 2);
        assertThat(nms.keep(candidates)).isEqualTo(2);
        assertThat(candidates.label(nms.kept(0))).isZero();
        assertThat(candidates.label(nms.kept(1))).isEqualTo(2);
    }

    @Test
    void theStrongestThousandOfManyAreConsideredInOrder() {
        int many = 3 * Candidates.CAPACITY;
        Candidates candidates = new Candidates();
        for (int i = 0; i < many; i++) {
            float score = (float) ((long) i * 7919 % many) / many; // each once, in no order
            candidates.add(20 * i, 0, 20 * i + 10, 10, score, 0);
        }
        Nms nms = new Nms(0.5, 0);
        assertThat(nms.keep(candidates)).isEqualTo(Candidates.MAX_KEPT);
        for (int rank = 0; rank < Candidates.MAX_KEPT; rank++) {
            assertThat(candidates.score(nms.kept(rank))).isEqualTo((float) (many - 1 - rank) / many);
        }
    }

    private static void add(List<List<Float>> boxes, Candidates to) {
        boxes.forEach(b -> to.add(
                b.get(0), b.get(1), b.get(2), b.get(3), b.get(4), b.get(5).intValue()));
    }
}
