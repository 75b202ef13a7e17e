package io.streetward.evidence;

import io.streetward.detect.DetectorException;
import io.streetward.detect.plate.PlateReading;
import io.streetward.detect.plate.PlateVerdict;
import io.streetward.media.NormalizedBox;
import io.streetward.media.VideoFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the number plates of vehicles are: as read, and where none can be read, where they would be. */
final class PlatePlaces {
    /**
     * From the lower edge of a vehicle's box up. The nearest side of a vehicle is at the bottom of its box from whichever side
     * and height one looks, plates are mounted at 0.2 to 1.1 m (GA 36-2018, GB 15741), and the lowest cars are 1.4 m high, seen
     * from straight ahead: at most four fifths. Two thirds hold all but the lids of the lowest cars seen from eye level, which
     * no camera on a pole does; the large number on a lorry's tail, at 1.5 to 2 m of 3.5, is in there too.
     */
    private static final double BAND = 0.66;

    /** Detectors' boxes wobble by that, as a share of their size. */
    private static final double WOBBLE = 0.05;

    /**
     * A plate is 0.44 m wide, a car 1.8 m: on a narrower one it is less than 12 pixels wide, and its seven characters less than
     * two each, which nobody can read.
     */
    private static final int LEGIBLE_PX = 48;

    /** Reading takes some tenths of a second a vehicle; beyond the largest few, where a plate would be must do. */
    private static final int MOST_READ = 4;

    /** Room about a plate as read, as a share of its size: characters at its ends are the first to be missed. */
    private static final double ROOM = 0.25;

    private final @Nullable PlateWitness plates;

    /**
     * Places of plates.
     *
     * @param plates finds them; null where nobody does
     */
    PlatePlaces(@Nullable PlateWitness plates) {
        this.plates = plates;
    }

    /** What to hide of one vehicle. */
    record Place(NormalizedBox vehicle, List<NormalizedBox> parts, boolean read) {}

    /**
     * What to hide.
     *
     * @param vehicles each once, in the picture
     * @throws DetectorException when the reader fails
     */
    List<Place> of(VideoFrame picture, List<NormalizedBox> vehicles) throws DetectorException {
        List<NormalizedBox> largestFirst = vehicles.stream()
                .filter(vehicle -> vehicle.w() * picture.widthPx() >= LEGIBLE_PX)
                .sorted(Comparator.comparingDouble(NormalizedBox::area).reversed())
                .toList();
        List<Place> places = new ArrayList<>();
        for (NormalizedBox vehicle : largestFirst) {
            List<NormalizedBox> written =
                    plates == null || places.size() >= MOST_READ ? List.of() : plateOf(plates, picture, vehicle);
            places.add(
                    written.isEmpty()
                            ? new Place(vehicle, List.of(band(vehicle)), false)
                            : new Place(vehicle, written, true));
        }
        return places;
    }

    /** All writing on a vehicle, once a plate is among it; a bus has advertisements, and its plate may be missed. */
    private static List<NormalizedBox> plateOf(PlateWitness plates, VideoFrame picture, NormalizedBox vehicle)
            throws DetectorException {
        List<PlateReading> readings = plates.read(picture, vehicle);
        return readings.stream().anyMatch(reading -> reading.verdict() instanceof PlateVerdict.Plate)
                ? readings.stream()
                        .map(reading -> grown(reading.box(), ROOM).clipped())
                        .toList()
                : List.of();
    }

    static NormalizedBox band(NormalizedBox vehicle) {
        double top = vehicle.y() + vehicle.h() * (1 - BAND);
        return NormalizedBox.ofCorners(
                        vehicle.x() - WOBBLE * vehicle.w(),
                        top,
                        vehicle.right() + WOBBLE * vehicle.w(),
                        vehicle.bottom() + WOBBLE * vehicle.h())
                .clipped();
    }

    static NormalizedBox grown(NormalizedBox box, double share) {
        return new NormalizedBox(
                box.x() - share * box.w(),
                box.y() - share * box.h(),
                box.w() * (1 + 2 * share),
                box.h() * (1 + 2 * share));
    }
}
