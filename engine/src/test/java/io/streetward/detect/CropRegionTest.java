package io.streetward.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropRegionTest {
    @ParameterizedTest
    @CsvSource({
        // x, y, w, h of the box; margin; the region in a picture of 200 × 100
        "0.10, 0.20, 0.20, 0.40, 1,    20, 20, 40, 40",
        "0.10, 0.20, 0.20, 0.40, 1.5,  10, 10, 60, 60",
        "0.105, 0.21, 0.2, 0.40, 1,    20, 20, 42, 42", // widened to even pixels
        "-0.1, -0.1, 0.20, 0.20, 1,     0,  0, 20, 10",
        "0.95, 0.95, 0.20, 0.20, 1,   190, 94, 10,  6",
        "0.50, 0.50, 0.00, 0.00, 1,   100, 50,  2,  2"
    })
    void theBoxIsWidenedAndCut(
            double x, double y, double w, double h, double margin, int left, int top, int width, int height) {
        assertThat(CropRegion.of(new NormalizedBox(x, y, w, h), margin, 200, 100))
                .isEqualTo(new PixelBox(left, top, width, height));
    }

    @Test
    void everyRegionLiesInThePictureAndBeginsBetweenChromaSamples() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            int width = 2 + random.nextInt(400);
            int height = 2 + random.nextInt(400);
            NormalizedBox box = new NormalizedBox(
                    random.nextDouble() * 1.4 - 0.4,
                    random.nextDouble() * 1.4 - 0.4,
                    random.nextDouble(),
                    random.nextDouble());
            PixelBox region = CropRegion.of(box, 1 + random.nextDouble(), width, height);
            assertThat(region.xPx() % 2 + region.yPx() % 2).isZero();
            assertThat(region.widthPx()).isBetween(1, width - region.xPx());
            assertThat(region.heightPx()).isBetween(1, height - region.yPx());
        }
    }

    @Test
    void aBoxInTheInputIsGivenInTheWholePicture() throws Exception {
        InputSpec spec = new InputSpec(100, 100, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);
        PlainPicture picture = new PlainPicture(400, 200);
        try (CropInput crop = CropInput.take(
                picture,
                new ObjectKey(picture.frame().stream(), 1),
                new PixelBox(200, 100, 100, 50),
                new ModelInputPool(spec, 1))) {
            // The part is twice as wide as high: it lies between rows 25 and 75 of the input.
            NormalizedBox box = crop.toPicture(10, 25, 60, 75);
            assertThat(box.x()).isEqualTo(0.525, Offset.offset(1e-9));
            assertThat(box.y()).isEqualTo(0.5, Offset.offset(1e-9));
            assertThat(box.w()).isEqualTo(0.125, Offset.offset(1e-9));
            assertThat(box.h()).isEqualTo(0.25, Offset.offset(1e-9));
        }
    }

    @Test
    void aPartAtTheTopLeftLeavesTheRestPadded() {
        InputSpec spec = new InputSpec(320, 48, InputSpec.Fit.LETTERBOX_TOP_LEFT, InputSpec.ColourOrder.RGB, 9);
        assertThat(Letterbox.of(spec, 94, 24)).isEqualTo(new Letterbox(0, 0, 188, 48));
        assertThat(Letterbox.of(spec, 940, 24)).isEqualTo(new Letterbox(0, 0, 320, 8));
    }
}
