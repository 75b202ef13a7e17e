package io.streetward.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.PatchPair;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchComposerTest {
    private final PatchComposer composer = new PatchComposer(Stills.NONE);

    @Test
    void theSameSeedGivesTheSamePairAndAnotherSeedAnotherOne() {
        LabelledPair one = composer.compose(42);
        LabelledPair again = new PatchComposer(Stills.NONE).compose(42);
        assertThat(again.pair()).isEqualTo(one.pair());
        assertThat(again.label()).isEqualTo(one.label());
        assertThat(composer.compose(43).pair()).isNotEqualTo(one.pair());
    }

    @Test
    void composingManyAtOnceGivesThePairsOfTheirSeedsInOrder() {
        List<LabelledPair> many = composer.compose(100, 8);
        assertThat(many).hasSize(8);
        assertThat(many.get(5).pair()).isEqualTo(composer.compose(105).pair());
    }

    @Test
    void everyLabelAndManySituationsComeUp() {
        List<LabelledPair> pairs = composer.compose(0, 300);
        assertThat(pairs).extracting(LabelledPair::label).contains(ResidueLabel.values());
        assertThat(pairs.stream().map(LabelledPair::what).distinct().count()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void residueAlwaysShowsInThePictures() {
        for (LabelledPair pair : composer.compose(500, 100)) {
            if (pair.label() != ResidueLabel.NONE) {
                assertThat(largestDifference(pair.pair())).isGreaterThanOrEqualTo(14);
            }
        }
    }

    /** Green ground and a magenta object: colours that nothing painted has all over. */
    @Test
    void givenStillsAreGroundAndObjectsOfAboutHalfThePairs() {
        PatchComposer real =
                new PatchComposer(new Stills(List.of(filled(Color.GREEN)), List.of(filled(Color.MAGENTA))));
        int green = 0;
        int magenta = 0;
        for (LabelledPair pair : real.compose(900, 400)) {
            green += share(pair.pair(), true) > 0.3 ? 1 : 0;
            magenta += share(pair.pair(), false) > 0.1 ? 1 : 0;
        }
        assertThat(green).isBetween(120, 280);
        assertThat(magenta).isGreaterThan(5);
    }

    private static BufferedImage filled(Color colour) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 64, 48);
        g.dispose();
        return image;
    }

    /** The share of pixels that are mostly green before, or mostly not green after. */
    private static double share(PatchPair pair, boolean green) {
        int count = 0;
        int pixels = PatchPair.SIZE_BYTES / 3;
        for (int i = 0; i < pixels; i++) {
            int r = (green ? pair.before() : pair.after()).get(3 * i) & 0xff;
            int g = (green ? pair.before() : pair.after()).get(3 * i + 1) & 0xff;
            int b = (green ? pair.before() : pair.after()).get(3 * i + 2) & 0xff;
            boolean is = green ? g > 2 * Math.max(r, b) : Math.min(r, b) > 2 * g;
            count += is ? 1 : 0;
        }
        return (double) count / pixels;
    }

    private static int largestDifference(PatchPair pair) {
        int largest = 0;
        for (int i = 0; i < PatchPair.SIZE_BYTES; i++) {
            largest = Math.max(
                    largest,
                    Math.abs((pair.after().get(i) & 0xff) - (pair.before().get(i) & 0xff)));
        }
        return largest;
    }
}
