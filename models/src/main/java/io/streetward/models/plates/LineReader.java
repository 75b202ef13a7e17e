package io.streetward.models.plates;

import io.streetward.detect.CropInput;
import io.streetward.detect.CropRegion;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInputPool;
import io.streetward.detect.ObjectKey;
import io.streetward.detect.PictureSource;
import io.streetward.detect.plate.PlateCharacter;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.models.Network;
import io.streetward.models.Network.Output;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import java.util.List;
import java.util.Objects;

/** Reads one line of writing. */
final class LineReader implements AutoCloseable {
    private static final int AXES = 3;

    private final CtcDecoder decoder;
    private final ModelInputPool input;
    private final Network<List<PlateCharacter>> network;

    LineReader(ModelBundle bundle, CtcDecoder decoder, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        this.decoder = decoder;
        this.input = new ModelInputPool(bundle.input(), 1);
        this.network = Network.open(bundle, source, intraOpThreads, this::line);
    }

    /** What is written in a part of the picture. */
    List<PlateCharacter> read(PictureSource picture, NormalizedBox box) throws DetectorException {
        FrameRef frame = picture.frame();
        PixelBox region = CropRegion.of(box, 1, frame.widthPx(), frame.heightPx());
        try (CropInput crop = Objects.requireNonNull(
                CropInput.take(picture, new ObjectKey(frame.stream(), 0), region, input), "one buffer, one thread")) {
            return network.run(List.of(crop));
        }
    }

    @Override
    public void close() {
        network.close();
    }

    /** Of one line: 1×steps×outputs or steps×1×outputs, which are the same in memory. */
    private List<PlateCharacter> line(List<Output> outputs, int inputs) {
        List<Long> shape = outputs.isEmpty() ? List.of() : outputs.get(0).shape();
        boolean sound = shape.size() == AXES
                && (shape.get(0) == 1 || shape.get(1) == 1)
                && shape.get(AXES - 1) == decoder.outputs();
        if (!sound) {
            String came = outputs.isEmpty() ? "nothing" : outputs.get(0).shapeText();
            throw new IllegalArgumentException("the reader returned " + came + ", expected 1xSTEPSx"
                    + decoder.outputs() + " or STEPSx1x" + decoder.outputs() + ": "
                    + (decoder.outputs() - 1) + " characters and the blank");
        }
        return decoder.decode(outputs.get(0).data(), Math.toIntExact(shape.get(0) * shape.get(1)));
    }
}
