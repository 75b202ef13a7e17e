package io.streetward.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.media.NormalizedBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wide picture in a square,     LETTERBOX, 512, 512, 1920, 1080,   0, 112, 512, 288",
        "tall picture in a square,     LETTERBOX, 512, 512, 1080, 1920, 112,   0, 288, 512",
        "same shape,                   LETTERBOX, 416, 416,  208,  208,   0,   0, 416, 416",
        "rounded to whole pixels,      LETTERBOX, 416, 416,  768,  432,   0,  91, 416, 234",
        "odd bars: the smaller first,  LETTERBOX, 100, 100,  100,   51,   0,  24, 100,  51",
        "never thinner than a pixel,   LETTERBOX, 100, 100, 9999,   10,   0,  49, 100,   1",
        "stretched,                    STRETCH,   512, 512, 1920, 1080,   0,   0, 512, 512",
    })
    void placesThePicture(String name, Fit fit, int inW, int inH, int frameW, int frameH, int x, int y, int w, int h) {
        assertThat(Letterbox.of(spec(fit, inW, inH), frameW, frameH)).as(name).isEqualTo(new Letterbox(x, y, w, h));
    }

    @Test
    void mapsInputPixelsBackToThePictureAndCutsTheBarsOff() {
        Letterbox box = Letterbox.of(spec(Fit.LETTERBOX, 512, 512), 1920, 1080);

        assertSame(box.toPicture(0, 112, 512, 400), new NormalizedBox(0, 0, 1, 1));
        assertSame(box.toPicture(128, 184, 256, 256), new NormalizedBox(0.25, 0.25, 0.25, 0.25));
        assertSame(box.toPicture(-20, 50, 256, 256), new NormalizedBox(0, 0, 0.5, 0.5));
    }

    private static void assertSame(NormalizedBox actual, NormalizedBox expected) {
        assertThat(actual.x()).isCloseTo(expected.x(), within(1e-9));
        assertThat(actual.y()).isCloseTo(expected.y(), within(1e-9));
        assertThat(actual.w()).isCloseTo(expected.w(), within(1e-9));
        assertThat(actual.h()).isCloseTo(expected.h(), within(1e-9));
    }

    private static InputSpec spec(Fit fit, int widthPx, int heightPx) {
        return new InputSpec(widthPx, heightPx, fit, ColourOrder.RGB, 114);
    }
}
