package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PictureFile;
import io.streetward.detect.Detection;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.media.VideoFrame;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a raw still the picture that may leave the site: whoever is in it by chance is blurred, and so are the number
 * plates of vehicles that the case is not about. The raw still is not touched. One for all cameras; any thread may call.
 *
 * <p>Fails closed: where the detector does not answer there is no picture at all.
 */
public final class Redactor implements DerivativeSource {
    /** Hair, feet and a swinging arm lie outside of a detector's box; small boxes are off by more, hence the pixels. */
    private static final double PERSON_ROOM = 0.1;

    private static final int LEAST_ROOM_PX = 3;

    /**
     * Blocks along a person: a head is a seventh of a standing one, so less than a block. Along a plate as read: it is two
     * colours. Along the part of a vehicle where its plate would be: a plate is a quarter of its width, so no block shows a
     * character of it.
     */
    private static final int PERSON_BLOCKS = 6;

    private static final int PLATE_BLOCKS = 2;
    private static final int BAND_BLOCKS = 4;

    /** Two finds that share this much of the smaller one are counted as one. */
    private static final double COUNTED_ONCE = 0.7;

    /** Boxes that agree to this are of one vehicle, as in the detector's own suppression. */
    private static final double TWICE = 0.8;

    private static final Shape NOTHING = new Area();

    private final StillEyes eyes;
    private final PlatePlaces plates;
    private final RedactionSettings settings;
    private final NativeLeases leases;

    /**
     * A redactor.
     *
     * @param eyes find people and vehicles
     * @param plates finds plates on vehicles; null where the site reads none
     * @param leases counts decoded pictures
     */
    public Redactor(StillEyes eyes, @Nullable PlateWitness plates, RedactionSettings settings, NativeLeases leases) {
        this.eyes = eyes;
        this.plates = new PlatePlaces(plates);
        this.settings = settings;
        this.leases = leases;
    }

    @Override
    public Redacted picture(CaseFile file, RawStill still) throws IOException {
        return redact(
                still.jpeg(),
                file,
                KeptObject.boxes(file, still.shot().box(), still.item().from().pts()));
    }

    /**
     * Redacts a still.
     *
     * @param still the raw still as a JPEG
     * @param keep where in it the case's objects are; see {@link KeptObject#boxes}
     * @throws RedactionException when it is not certain that everything was found; the picture must stay then
     * @throws IOException when the still cannot be decoded
     */
    Redacted redact(ByteBuffer still, CaseFile file, List<NormalizedBox> keep) throws IOException {
        BufferedImage picture = Jpegs.decode(still);
        if (!settings.any()) {
            return Redacted.of(picture, List.of(), 0, 0, settings);
        }
        try (VideoFrame frame = PictureFile.read(still, "the still", leases)) {
            List<Detection> seen = eyes.look(frame);
            List<KeptObject> kept = KeptObject.of(file, keep, seen);
            List<Detection> others = seen.stream()
                    .filter(found -> kept.stream().noneMatch(object -> object.is(found)))
                    .toList();
            List<NormalizedBox> persons = settings.persons() ? persons(others, picture) : List.of();
            List<PlatePlaces.Place> vehicles = settings.plates() ? plates.of(frame, vehicles(others)) : List.of();
            return hide(picture, kept, persons, vehicles);
        } catch (DetectorException | RuntimeException e) {
            // Whatever goes wrong while looking: a picture that was not looked at does not leave.
            throw new RedactionException(e);
        }
    }

    private Redacted hide(
            BufferedImage picture,
            List<KeptObject> kept,
            List<NormalizedBox> persons,
            List<PlatePlaces.Place> vehicles) {
        List<Redacted.Hidden> hidden = new ArrayList<>();
        for (PlatePlaces.Place vehicle : vehicles) {
            Area spared = new Area();
            kept.stream()
                    .filter(object -> object.isBefore(vehicle.vehicle()))
                    .forEach(object -> spared.add(new Area(object.body(picture.getWidth(), picture.getHeight()))));
            for (NormalizedBox part : vehicle.parts()) {
                obscure(picture, part, vehicle.read() ? PLATE_BLOCKS : BAND_BLOCKS, spared);
                hidden.add(new Redacted.Hidden(Redacted.What.PLATE, part));
            }
        }
        for (NormalizedBox person : persons) {
            obscure(picture, person, PERSON_BLOCKS, NOTHING);
            hidden.add(new Redacted.Hidden(Redacted.What.PERSON, person));
        }
        int plateCount = once(vehicles.stream().map(PlatePlaces.Place::vehicle).toList(), COUNTED_ONCE)
                .size();
        return Redacted.of(picture, hidden, once(persons, COUNTED_ONCE).size(), plateCount, settings);
    }

    private static void obscure(BufferedImage picture, NormalizedBox part, int blocks, Shape spared) {
        Obscurer.obscure(picture, part.toPixels(picture.getWidth(), picture.getHeight()), blocks, spared);
    }

    /** All of them, however weak: who is blurred by mistake has lost nothing. */
    private static List<NormalizedBox> persons(List<Detection> seen, BufferedImage picture) {
        double roomX = (double) LEAST_ROOM_PX / picture.getWidth();
        double roomY = (double) LEAST_ROOM_PX / picture.getHeight();
        return seen.stream()
                .filter(found -> found.kind() == ObjectKind.PERSON)
                .map(found -> PlatePlaces.grown(found.box(), PERSON_ROOM))
                .map(box -> NormalizedBox.ofCorners(
                                box.x() - roomX, box.y() - roomY, box.right() + roomX, box.bottom() + roomY)
                        .clipped())
                .toList();
    }

    private static List<NormalizedBox> vehicles(List<Detection> seen) {
        List<NormalizedBox> boxes = seen.stream()
                .filter(found -> found.kind().isVehicle() || found.kind() == ObjectKind.TWO_WHEELER)
                .map(Detection::box)
                .toList();
        // One that is found under two names is read once; one in front of another is another.
        List<NormalizedBox> distinct = new ArrayList<>();
        for (NormalizedBox box : boxes) {
            if (distinct.stream().noneMatch(other -> other.iou(box) >= TWICE)) {
                distinct.add(box);
            }
        }
        return List.copyOf(distinct);
    }

    /** The largest box of each thing that was found several times. */
    private static List<NormalizedBox> once(List<NormalizedBox> boxes, double shared) {
        List<NormalizedBox> distinct = new ArrayList<>();
        boxes.stream()
                .sorted(Comparator.comparingDouble(NormalizedBox::area).reversed())
                .filter(box -> distinct.stream().noneMatch(other -> other.intersection(box) >= shared * box.area()))
                .forEach(distinct::add);
        return List.copyOf(distinct);
    }
}
