package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.media.NormalizedBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverTest {
    private static final NormalizedBox PLACE = new NormalizedBox(0.4, 0.4, 0.2, 0.2);

    @Test
    void shareOfThePlaceIsThatOfTheUnionOfBoxes() {
        NormalizedBox leftHalf = new NormalizedBox(0.3, 0.3, 0.2, 0.4);
        NormalizedBox lowerHalf = new NormalizedBox(0.3, 0.5, 0.4, 0.2);

        assertThat(Cover.share(PLACE, List.of())).isZero();
        assertThat(Cover.share(PLACE, List.of(leftHalf))).isCloseTo(0.5, within(0.01));
        assertThat(Cover.share(PLACE, List.of(leftHalf, leftHalf))).isCloseTo(0.5, within(0.01));
        assertThat(Cover.share(PLACE, List.of(leftHalf, lowerHalf))).isCloseTo(0.75, within(0.01));
        assertThat(Cover.share(PLACE, List.of(new NormalizedBox(0, 0, 1, 1)))).isEqualTo(1);
        assertThat(Cover.share(PLACE, List.of(new NormalizedBox(0.7, 0.4, 0.2, 0.2))))
                .isZero();
    }
}
