package io.streetward.detect.plate;

import io.streetward.detect.DetectorException;
import io.streetward.detect.PictureSource;
import io.streetward.media.NormalizedBox;
import java.util.List;

/** Reads number plates. One instance serves one thread at a time. */
public interface PlateReader extends AutoCloseable {
    /** The bundle's name, for logs and case records. */
    String name();

    /** Whether it finds plates on a vehicle; otherwise it must be given the plate's own box. */
    boolean findsPlates();

    /**
     * Reads what is written in a part of a picture.
     *
     * @param box a vehicle, or the plate itself where the reader does not find plates; in the picture
     * @return plates first, likeliest first, then what is no plate; empty when there is no writing
     * @throws DetectorException when a model or its engine fails; the reader stays usable
     */
    List<PlateReading> read(PictureSource picture, NormalizedBox box) throws DetectorException;

    @Override
    void close();
}
