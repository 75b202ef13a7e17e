package io.streetward.tools.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagPlacesTest {
    private final TagPlaces places = new TagPlaces(200, 100);

    @Test
    void theFirstChoiceIsAboveTheBox() {
        assertThat(places.take(new Rectangle(50, 40, 60, 30), 30, 10)).contains(new Rectangle(50, 30, 30, 10));
    }

    @Test
    void aBoxAtTheTopGetsItsTagUnderneathAndOneAtTheRightStaysInside() {
        assertThat(places.take(new Rectangle(50, 0, 60, 30), 30, 10)).contains(new Rectangle(50, 30, 30, 10));
        assertThat(places.take(new Rectangle(190, 50, 10, 10), 30, 10)).contains(new Rectangle(170, 40, 30, 10));
    }

    @Test
    void noTagHidesAnotherOrLeavesThePicture() {
        Random random = new Random(7);
        List<Rectangle> taken = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Rectangle box = new Rectangle(random.nextInt(180), random.nextInt(80), 20, 20);
            places.take(box, 25, 10).ifPresent(place -> {
                assertThat(taken).noneMatch(place::intersects);
                assertThat(new Rectangle(200, 100).contains(place)).isTrue();
                taken.add(place);
            });
        }
        assertThat(taken).hasSizeBetween(10, 80);
    }
}
