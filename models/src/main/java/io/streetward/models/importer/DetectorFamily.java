package io.streetward.models.importer;

import io.streetward.detect.InputSpec.ColourOrder;
import io.streetward.detect.InputSpec.Fit;
import io.streetward.models.onnx.Normalise;
import java.util.List;
import java.util.Locale;

/** Families of detectors that are recognised by what they return, each with the preprocessing it is trained with. */
public enum DetectorFamily {
    /** YOLOX: pixels as they are (releases from 0.1.1 on), at the top left of its own grey. */
    YOLOX(ColourOrder.BGR, Fit.LETTERBOX_TOP_LEFT, 114, false),
    /** NanoDet-Plus: ImageNet's mean and deviation in BGR, fitted as its own demonstrations do (trained stretched). */
    NANODET_PLUS(ColourOrder.BGR, Fit.LETTERBOX, 0, true),
    /** PicoDet: ImageNet's mean and deviation in RGB, stretched. */
    PICODET(ColourOrder.RGB, Fit.STRETCH, 0, true),
    /** CenterNet with distances to the edges, as in the shipped bundle: pixels as they are, on black. */
    CENTERNET(ColourOrder.RGB, Fit.LETTERBOX, 0, false);

    private static final List<Double> MEAN_RGB = List.of(123.675, 116.28, 103.53);
    private static final List<Double> STD_RGB = List.of(58.395, 57.12, 57.375);

    private final ColourOrder order;
    private final Fit fit;
    private final int padValue;
    private final boolean imagenet;

    DetectorFamily(ColourOrder order, Fit fit, int padValue, boolean imagenet) {
        this.order = order;
        this.fit = fit;
        this.padValue = padValue;
        this.imagenet = imagenet;
    }

    /** Its name in {@code model.yaml}. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    ColourOrder order() {
        return order;
    }

    Fit fit() {
        return fit;
    }

    int padValue() {
        return padValue;
    }

    Normalise normalise(ColourOrder in) {
        return imagenet ? imagenet(in) : Normalise.NONE;
    }

    /** ImageNet's mean and standard deviation, for pixels of 0..255. */
    public static Normalise imagenet(ColourOrder in) {
        return in == ColourOrder.RGB
                ? new Normalise(1, MEAN_RGB, STD_RGB)
                : new Normalise(1, reversed(MEAN_RGB), reversed(STD_RGB));
    }

    private static List<Double> reversed(List<Double> three) {
        return List.of(three.get(2), three.get(1), three.get(0));
    }
}
