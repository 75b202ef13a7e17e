package io.streetward.models.plates;

import io.streetward.detect.DetectorException;
import io.streetward.detect.PictureSource;
import io.streetward.detect.plate.PlateCharacter;
import io.streetward.detect.plate.PlateGrammar;
import io.streetward.detect.plate.PlateReader;
import io.streetward.detect.plate.PlateReading;
import io.streetward.detect.plate.PlateVerdict;
import io.streetward.media.NormalizedBox;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plate reader bundle: finds writing where the bundle has a locator, reads each piece, and judges it. */
final class DjlPlateReader implements PlateReader {
    private static final Logger log = LoggerFactory.getLogger(DjlPlateReader.class);

    /** A vehicle with more writing than this is a bus full of advertisements; its plate is among the surest. */
    private static final int MAX_PIECES = 8;

    private static final Comparator<PlateReading> PLATES_FIRST =
            Comparator.comparingDouble(DjlPlateReader::likelihood).reversed();

    private final String name;
    private final @Nullable TextLocator locator;
    private final LineReader lines;

    private DjlPlateReader(String name, @Nullable TextLocator locator, LineReader lines) {
        this.name = name;
        this.locator = locator;
        this.lines = lines;
    }

    static DjlPlateReader open(ModelBundle bundle, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        if (!(bundle.task() instanceof Task.PlateReader task)) {
            throw new DetectorException(source.describe(BundleSource.DESCRIPTION) + ": is a "
                    + bundle.task().key() + ", expected a plate_reader");
        }
        CtcDecoder decoder = new CtcDecoder(
                AlphabetFile.characters(bundle, task.alphabet(), source), task.blank(), task.activation());
        LineReader lines = new LineReader(bundle, decoder, source, intraOpThreads);
        boolean opened = false;
        try {
            TextLocator locator = task.locator().isPresent()
                    ? new TextLocator(bundle, task.locator().get(), source, intraOpThreads)
                    : null;
            opened = true;
            log.info("plates: {} opened", bundle.name());
            return new DjlPlateReader(bundle.name(), locator, lines);
        } finally {
            if (!opened) {
                lines.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean findsPlates() {
        return locator != null;
    }

    @Override
    public List<PlateReading> read(PictureSource picture, NormalizedBox box) throws DetectorException {
        List<NormalizedBox> pieces = locator == null ? List.of(box) : locator.find(picture, box);
        List<PlateReading> readings = new ArrayList<>();
        for (NormalizedBox piece : pieces.subList(0, Math.min(MAX_PIECES, pieces.size()))) {
            List<PlateCharacter> line = lines.read(picture, piece);
            if (!line.isEmpty()) {
                readings.add(new PlateReading(PlateGrammar.judge(line), piece));
            }
        }
        readings.sort(PLATES_FIRST);
        return readings;
    }

    @Override
    public void close() {
        lines.close();
        if (locator != null) {
            locator.close();
        }
    }

    private static double likelihood(PlateReading reading) {
        return reading.verdict() instanceof PlateVerdict.Plate plate ? plate.confidence() : -1;
    }
}
