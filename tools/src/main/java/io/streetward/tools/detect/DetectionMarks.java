package io.streetward.tools.detect;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Detections as marks: a label has the same colour in every picture, and neighbours in the model's list differ. */
final class DetectionMarks {
    /** Told apart by most colour-blind people too: Okabe and Ito's palette, lightened for streets, and two more. */
    private static final List<Color> PALETTE = List.of(
            new Color(0xF0C808),
            new Color(0x56B4E9),
            new Color(0x2BD9A0),
            new Color(0xFF8C42),
            new Color(0xE58FC3),
            new Color(0xFF5A5F),
            new Color(0xB8DE6F),
            new Color(0xB79CED));

    private DetectionMarks() {}

    static List<Mark> of(Detections detections, ModelBundle bundle) {
        List<String> labels = bundle.labels().stream().map(ModelLabel::name).toList();
        return detections.items().stream()
                .map(d -> new Mark(d.box(), colour(labels.indexOf(d.label())), text(d), false))
                .toList();
    }

    private static String text(Detection detection) {
        return String.format(Locale.ROOT, "%s %.2f", detection.label(), detection.confidence());
    }

    private static Color colour(int label) {
        return PALETTE.get(Math.floorMod(label, PALETTE.size()));
    }
}
