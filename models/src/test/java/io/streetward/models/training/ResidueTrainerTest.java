package io.streetward.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeVerdict;
import io.streetward.models.change.DjlChangeClassifierProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidueTrainerTest {
    private static final double TEMPERATURE = 1.25;

    @TempDir
    private Path bundles;

    @Test
    void aSmallRunLearnsAndItsBundleSaysWhatTheTrainedNetworkSays() throws Exception {
        PatchComposer composer = new PatchComposer(Stills.NONE);
        ResidueTrainer.Settings settings = new ResidueTrainer.Settings(3, 384, 4, 1);
        List<ResidueTrainer.Epoch> epochs = new ArrayList<>();
        try (ResidueTrainer trainer = new ResidueTrainer(settings, composer)) {
            trainer.train(epochs::add);
            assertThat(epochs).hasSize(4);
            assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss());

            List<LabelledPair> pairs = composer.compose(settings.firstSeed(-1), 24);
            List<Judged> expected = Calibration.judge(pairs, trainer.logits(pairs), TEMPERATURE);
            ResidueBundle.write(bundles.resolve("tiny"), trainer.graph(TEMPERATURE), settings, 0.5);
            try (ChangeClassifier classifier = new DjlChangeClassifierProvider().open("tiny", bundles)) {
                List<ChangeVerdict> verdicts = classifier.classify(
                        pairs.stream().map(LabelledPair::pair).toList());
                for (int i = 0; i < pairs.size(); i++) {
                    for (ResidueLabel label : ResidueLabel.values()) {
                        assertThat(verdicts.get(i).probability(label.key()))
                                .isCloseTo(expected.get(i).probability(label), within(1e-4));
                    }
                }
            }
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new ResidueTrainer.Settings(1, 63, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 63 samples");
    }

    @Test
    void aNetworkTooSureOfItselfGetsATemperatureAboveOne() {
        List<LabelledPair> pairs = new PatchComposer(Stills.NONE).compose(0, 40);
        List<List<Float>> sure = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) { // every fourth answer wrong, all with odds of e^8
            int said = (pairs.get(i).label().index() + (i % 4 == 0 ? 1 : 0)) % 3;
            sure.add(List.of(said == 0 ? 8f : 0f, said == 1 ? 8f : 0f, said == 2 ? 8f : 0f));
        }
        assertThat(Calibration.temperature(pairs, sure)).isGreaterThan(2);
    }
}
