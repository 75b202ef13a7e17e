package io.streetward.tools.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over the default bundle, whose labels all have the threshold 0.2 and an NMS limit of 0.6. */
class ScoringTest {
    private static final NormalizedBox HERE = new NormalizedBox(0.1, 0.1, 0.2, 0.2);
    private static final NormalizedBox NEARLY_HERE = new NormalizedBox(0.11, 0.1, 0.2, 0.2);
    private static final NormalizedBox THERE = new NormalizedBox(0.6, 0.6, 0.2, 0.2);

    private final Scoring scoring;

    ScoringTest() throws BundleException {
        ClassMap map = ClassMap.of(Map.of("car", List.of(1, 2), "truck", List.of(0)), List.of("car", "truck", "bus"));
        scoring = new Scoring(map, Bundles.read(new Bundles(Path.of("none")).find("centernet-mobilenetv3")));
    }

    @Test
    void aThingUnderTwoLabelsIsOneFindWhenAllCountAsOne() {
        scoring.add(
                List.of(find("car", 0.9, HERE), find("truck", 0.5, NEARLY_HERE), find("car", 0.4, THERE)),
                List.of(new Truth(1, HERE), new Truth(2, THERE)));
        Scores scores = scoring.scores();
        assertThat(scores.agnostic().tally()).isEqualTo(new Tally(2, 0, 0));
        assertThat(scores.agnostic().ap().orElseThrow().ap50()).isCloseTo(1, within(1e-9));
        assertThat(scores.total()).isEqualTo(new Tally(2, 1, 0));
        assertThat(scores.perClass().get(0).scores().ap()).isEmpty();
        assertThat(scores.mean()).isEqualTo(scores.perClass().get(1).scores().ap());
    }

    @Test
    void weakFindsCountForTheCurveButNotAtTheWorkingPoint() {
        Verdict verdict =
                scoring.add(List.of(find("car", 0.2f, HERE), find("car", 0.19, THERE)), List.of(new Truth(1, THERE)));
        assertThat(verdict.hits()).isEmpty();
        assertThat(verdict.mistakes()).hasSize(1);
        assertThat(verdict.missed()).hasSize(1);
        assertThat(scoring.scores().agnostic().tally()).isEqualTo(new Tally(0, 1, 1));
        assertThat(scoring.scores().agnostic().ap().orElseThrow().ap50()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whatTheMapDoesNotNameIsLeftOutAndCounted() {
        scoring.add(
                List.of(find("bus", 0.9, HERE), find("car", 0.8, THERE)),
                List.of(new Truth(3, HERE), new Truth(3, THERE), new Truth(1, THERE)));
        assertThat(scoring.scores().unmatched()).isEqualTo(Map.of(3, 2));
        assertThat(scoring.scores().agnostic().tally()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void aMistakeInLabelIsAMistakeAndAMiss() {
        Verdict verdict = scoring.add(List.of(find("truck", 0.9, HERE)), List.of(new Truth(1, HERE)));
        assertThat(verdict.tally()).isEqualTo(new Tally(0, 1, 1));
        assertThat(scoring.scores().agnostic().tally()).isEqualTo(new Tally(1, 0, 0));
    }

    private static Detection find(String label, double score, NormalizedBox box) {
        return new Detection(ObjectKind.CAR, label, score, box);
    }
}
