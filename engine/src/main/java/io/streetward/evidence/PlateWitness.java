package io.streetward.evidence;

import io.streetward.codec.FrameScaler;
import io.streetward.detect.DetectorException;
import io.streetward.detect.plate.PlateReader;
import io.streetward.detect.plate.PlateReading;
import io.streetward.media.NormalizedBox;
import io.streetward.media.VideoFrame;
import java.util.List;

/**
 * Reads plates for all cameras' evidence: one reader, which serves one evidence thread at a time. A case takes it for two
 * pictures, some tenths of a second each; nothing else waits for it.
 */
public final class PlateWitness implements AutoCloseable {
    private final PlateReader reader;
    private final FrameScaler scaler = new FrameScaler();

    /** Takes over the reader. */
    public PlateWitness(PlateReader reader) {
        this.reader = reader;
    }

    String readerName() {
        return reader.name();
    }

    /** What is written on the vehicle in {@code box}. */
    synchronized List<PlateReading> read(VideoFrame picture, NormalizedBox box) throws DetectorException {
        return reader.read(new FramePicture(picture, scaler), box);
    }

    @Override
    public synchronized void close() {
        reader.close();
        scaler.close();
    }
}
