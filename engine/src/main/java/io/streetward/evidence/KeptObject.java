package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.rules.EventKind;
import io.streetward.rules.Passage;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a case is about, in one picture: it alone is shown as it was. */
final class KeptObject {
    /** The detector's box and the rule's median of many agree to this at least on one and the same object. */
    private static final double SAME = 0.5;

    /** A find that lies in the object's box with all but a tenth of its area may be a part of it. */
    private static final double INSIDE = 0.9;

    /**
     * A part of the object is not much smaller than it: a look at a part of the picture cuts it in two or in four. What is
     * smaller and stands in its box is behind it, in a corner that the object does not fill.
     */
    private static final double LEAST_PART = 0.15;

    /** The vendor made the box of a stall what it is, so he lies within it but for the wobble of boxes. */
    private static final double VENDOR_INSIDE = 0.85;

    /** A vehicle at 50 km/h goes a fifth of its length in that; its box is good for a picture no farther away. */
    private static final Duration SAME_PICTURE = Duration.ofMillis(60);

    private final NormalizedBox box;
    /** Whether a vehicle in the box is the case's own: what lies on a road has none, and cars drive over it. */
    private final boolean ofVehicles;

    private final Optional<NormalizedBox> vendor;

    private KeptObject(CaseFile file, NormalizedBox box, List<Detection> seen) {
        this.box = box;
        this.ofVehicles = file.object() != ObjectKind.DEBRIS
                || file.passages().stream().anyMatch(passage -> passage.box().equals(box));
        // Of all who stand at a stall the one who fills most of its box: customers come on top of it. A shop's box is
        // its
        // goods', and nobody in it is the offender.
        this.vendor = file.kind().equals(EventKind.STREET_VENDING)
                ? seen.stream()
                        .filter(found -> found.kind() == ObjectKind.PERSON)
                        .map(Detection::box)
                        .filter(person -> person.intersection(box) >= VENDOR_INSIDE * person.area())
                        .max(Comparator.comparingDouble(NormalizedBox::area))
                : Optional.empty();
    }

    /**
     * Objects in boxes.
     *
     * @param seen what the detector found in this very picture
     */
    static List<KeptObject> of(CaseFile file, List<NormalizedBox> boxes, List<Detection> seen) {
        return boxes.stream().map(box -> new KeptObject(file, box, seen)).toList();
    }

    /**
     * Where the case's objects are in a picture.
     *
     * @param about what the picture was taken for
     * @param at the picture's time
     * @return {@code about}, and suspected vehicles that are known to be in that very picture
     */
    static List<NormalizedBox> boxes(CaseFile file, NormalizedBox about, MediaTime at) {
        List<NormalizedBox> boxes = new ArrayList<>(List.of(about));
        file.passages().stream()
                .filter(passage -> passage.at().pts().since(at).abs().compareTo(SAME_PICTURE) <= 0)
                .map(Passage::box)
                .filter(box -> !box.equals(about))
                .forEach(boxes::add);
        return List.copyOf(boxes);
    }

    /** Whether a find is the object, or a part of it. Nobody but the vendor is: a person who hides the object is blurred. */
    boolean is(Detection found) {
        if (found.kind() == ObjectKind.PERSON) {
            // What is as large as a vehicle and where it is, is the vehicle, taken for a person.
            return vendor.map(seller -> same(found.box(), seller))
                    .orElse(ofVehicles && found.box().iou(box) >= SAME);
        }
        return ofVehicles && same(found.box(), box);
    }

    private static boolean same(NormalizedBox found, NormalizedBox object) {
        boolean part =
                found.intersection(object) >= INSIDE * found.area() && found.area() >= LEAST_PART * object.area();
        return part || found.iou(object) >= SAME;
    }

    /** Whether a vehicle stands farther from the camera than the object does, so that the object may hide it. */
    boolean isBefore(NormalizedBox vehicle) {
        return vehicle.bottom() < box.bottom();
    }

    /**
     * Where in the picture the object's own pixels are, about: the ellipse in its box, for the corners of an upright box show
     * what is behind.
     */
    Shape body(int widthPx, int heightPx) {
        PixelBox pixels = box.clipped().toPixels(widthPx, heightPx);
        return new Ellipse2D.Double(pixels.xPx(), pixels.yPx(), pixels.widthPx(), pixels.heightPx());
    }
}
