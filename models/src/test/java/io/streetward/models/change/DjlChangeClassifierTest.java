package io.streetward.models.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeClassifierProvider;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.Classification.Score;
import io.streetward.detect.DetectorException;
import io.streetward.detect.PatchPair;
import io.streetward.models.training.Judged;
import io.streetward.models.training.LabelledPair;
import io.streetward.models.training.PatchComposer;
import io.streetward.models.training.ResidueLabel;
import io.streetward.models.training.ResidueReport;
import io.streetward.models.training.Stills;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model. */
class DjlChangeClassifierTest {
    private static final String SHIPPED = "residue-v1";
    /** No run trains on seeds from here on: a run's begin at its seed times 2³². */
    private static final long UNSEEN_SEED = -1_000_000_000_000L;

    @TempDir
    private Path noSite;

    private ChangeClassifier open(String bundle) throws DetectorException {
        return ServiceLoader.load(ChangeClassifierProvider.class)
                .findFirst()
                .orElseThrow()
                .open(bundle, noSite);
    }

    @Test
    void theShippedModelTellsResidueFromTheRestOnPairsItNeverSaw() throws DetectorException {
        List<LabelledPair> pairs = new PatchComposer(Stills.NONE).compose(UNSEEN_SEED, 1_000);
        List<Judged> judged = new ArrayList<>();
        try (ChangeClassifier classifier = open(SHIPPED)) {
            List<ChangeVerdict> verdicts =
                    classifier.classify(pairs.stream().map(LabelledPair::pair).toList());
            for (int i = 0; i < pairs.size(); i++) {
                ChangeVerdict verdict = verdicts.get(i);
                List<Double> probabilities = Arrays.stream(ResidueLabel.values())
                        .map(label -> verdict.probability(label.key()))
                        .toList();
                judged.add(new Judged(
                        pairs.get(i).label(), probabilities, pairs.get(i).what()));
            }
        }
        ResidueReport report = new ResidueReport(judged);
        assertThat(report.accuracy()).isGreaterThanOrEqualTo(0.74);
        assertThat(report.recall(ResidueLabel.DEBRIS)).isGreaterThanOrEqualTo(0.70);
        assertThat(report.precision(ResidueLabel.DEBRIS)).isGreaterThanOrEqualTo(0.70);
    }

    @Test
    void itSaysWhatItTellsApartAndHowMuchItWantsToSee() throws DetectorException {
        try (ChangeClassifier classifier = open(SHIPPED)) {
            assertThat(classifier.name()).isEqualTo(SHIPPED);
            assertThat(classifier.labels()).containsExactly("debris", "mud", "none");
            assertThat(classifier.margin()).isEqualTo(PatchComposer.MARGIN);
            assertThat(classifier.classify(List.of())).isEmpty();
        }
    }

    @Test
    void groundThatDidNotChangeIsNothingAndPartsOfThePairAreNotMixedUp() throws DetectorException {
        ByteBuffer road = ByteBuffer.allocate(PatchPair.SIZE_BYTES);
        for (int i = 0; i < PatchPair.SIZE_BYTES; i++) {
            road.put(i, (byte) (110 + i / 3 * 7 % 5));
        }
        LabelledPair debris = new PatchComposer(Stills.NONE)
                .compose(UNSEEN_SEED, 20).stream()
                        .filter(pair -> pair.label() == ResidueLabel.DEBRIS)
                        .findFirst()
                        .orElseThrow();
        try (ChangeClassifier classifier = open(SHIPPED)) {
            List<ChangeVerdict> both = classifier.classify(List.of(new PatchPair(road, road), debris.pair()));
            assertThat(both.get(0).best().label()).isEqualTo("none");
            assertThat(classifier.classify(List.of(debris.pair())).get(0)).isEqualTo(both.get(1));
            assertThat(both.get(1).scores().stream()
                            .mapToDouble(Score::probability)
                            .sum())
                    .isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void theShippedBundleIsSmall() throws Exception {
        assertThat(Files.size(Path.of("bundles/residue-v1/residue-v1.pt"))).isLessThan(400_000);
    }

    @Test
    void aDetectorsBundleIsRefused() {
        assertThatThrownBy(() -> open("centernet-mobilenetv3"))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("is a detector, expected a change classifier");
    }
}
