package io.streetward.tools.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.media.NormalizedBox;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AveragePrecisionTest {
    private static final double TOLERANCE = 1e-12;

    /** The expected figures are those of pycocotools 2.0.11's COCOeval on the same boxes. */
    @TestFactory
    List<DynamicTest> equalsPycocotools() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = AveragePrecisionTest.class.getResourceAsStream("/eval/pycocotools.json")) {
            for (JsonNode scenario : new ObjectMapper().readTree(in)) {
                tests.add(DynamicTest.dynamicTest(scenario.path("name").asText(), () -> check(scenario)));
            }
        }
        assertThat(tests).hasSize(9);
        return tests;
    }

    private static void check(JsonNode scenario) {
        List<AveragePrecision.Result> results = new ArrayList<>();
        for (int i = 0; i < scenario.path("classes").size(); i++) {
            int wanted = scenario.path("classes").path(i).asInt();
            Optional<AveragePrecision.Result> result = average(scenario, c -> c == wanted);
            same(result, scenario.path("per_class").path(i), "ap50", "ap50_95");
            result.ifPresent(results::add);
        }
        same(AveragePrecision.Result.mean(results), scenario, "ap50", "ap50_95");
        same(average(scenario, c -> true), scenario, "class_agnostic_ap50", "class_agnostic_ap50_95");
    }

    private static Optional<AveragePrecision.Result> average(JsonNode scenario, IntPredicate wanted) {
        AveragePrecision average = new AveragePrecision();
        for (JsonNode picture : scenario.path("pictures")) {
            average.add(
                    all(picture.path("finds"), wanted).stream()
                            .map(find -> new ScoredBox(find.path(1).asDouble(), box(find, 2)))
                            .toList(),
                    all(picture.path("truths"), wanted).stream()
                            .map(truth -> box(truth, 1))
                            .toList());
        }
        return average.result();
    }

    private static List<JsonNode> all(JsonNode rows, IntPredicate wanted) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> wanted.test(row.path(0).asInt()))
                .toList();
    }

    private static NormalizedBox box(JsonNode row, int from) {
        return new NormalizedBox(
                row.path(from).asDouble(),
                row.path(from + 1).asDouble(),
                row.path(from + 2).asDouble(),
                row.path(from + 3).asDouble());
    }

    private static void same(
            Optional<AveragePrecision.Result> result, JsonNode expected, String ap50, String ap50to95) {
        assertThat(result.isEmpty()).isEqualTo(expected.path(ap50).isNull());
        result.ifPresent(found -> {
            assertThat(found.ap50()).isCloseTo(expected.path(ap50).asDouble(), within(TOLERANCE));
            assertThat(found.ap50to95()).isCloseTo(expected.path(ap50to95).asDouble(), within(TOLERANCE));
        });
    }

    /** By hand: hit, miss, hit of two objects; precision 1 up to recall 0.5 (51 recalls), 2/3 beyond (50). */
    @Test
    void equalsWhatOneComputesByHand() {
        NormalizedBox left = new NormalizedBox(0, 0, 0.2, 0.2);
        NormalizedBox right = new NormalizedBox(0.5, 0, 0.2, 0.2);
        AveragePrecision average = new AveragePrecision();
        average.add(
                List.of(
                        new ScoredBox(0.9, left),
                        new ScoredBox(0.8, new NormalizedBox(0, 0.5, 0.2, 0.2)),
                        new ScoredBox(0.7, right)),
                List.of(left, right));
        double expected = (51 + 50 * 2 / 3.0) / 101;
        assertThat(average.result().orElseThrow().ap50()).isCloseTo(expected, within(TOLERANCE));
        assertThat(average.result().orElseThrow().ap50to95()).isCloseTo(expected, within(TOLERANCE));
    }
}
