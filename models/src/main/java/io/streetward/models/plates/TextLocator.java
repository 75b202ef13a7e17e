package io.streetward.models.plates;

import io.streetward.detect.CropInput;
import io.streetward.detect.CropRegion;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInputPool;
import io.streetward.detect.ObjectKey;
import io.streetward.detect.PictureSource;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.models.Network;
import io.streetward.models.Network.Output;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task;
import java.util.List;
import java.util.Objects;

/** Finds writing on a vehicle. */
final class TextLocator implements AutoCloseable {
    private final Task.Locator spec;
    private final TextRegions regions;
    private final ModelInputPool input;
    private final Network<List<TextRegions.Region>> network;

    TextLocator(ModelBundle bundle, Task.Locator spec, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        this.spec = spec;
        this.regions = new TextRegions(spec.cell(), spec.region(), spec.grow());
        this.input = new ModelInputPool(spec.input(), 1);
        this.network = Network.open(
                bundle.withNetwork(spec.weights(), spec.input(), spec.tensor()), source, intraOpThreads, this::regions);
    }

    /** Where in the picture there is writing on the vehicle, surest first. */
    List<NormalizedBox> find(PictureSource picture, NormalizedBox vehicle) throws DetectorException {
        FrameRef frame = picture.frame();
        PixelBox region = CropRegion.of(vehicle, spec.margin(), frame.widthPx(), frame.heightPx());
        try (CropInput crop = Objects.requireNonNull(
                CropInput.take(picture, new ObjectKey(frame.stream(), 0), region, input), "one buffer, one thread")) {
            return network.run(List.of(crop)).stream()
                    .map(r -> crop.toPicture(r.left(), r.top(), r.right(), r.bottom()))
                    .filter(box -> box.area() > 0) // else it lies wholly in the letterbox's bars
                    .toList();
        }
    }

    @Override
    public void close() {
        network.close();
    }

    private List<TextRegions.Region> regions(List<Output> outputs, int inputs) {
        int width = spec.input().widthPx();
        int height = spec.input().heightPx();
        List<Long> expected = List.of((long) inputs, 1L, (long) height, (long) width);
        if (outputs.isEmpty() || !outputs.get(0).shape().equals(expected)) {
            String came = outputs.isEmpty() ? "nothing" : outputs.get(0).shapeText();
            throw new IllegalArgumentException("the locator returned " + came + ", expected " + inputs + "x1x" + height
                    + "x" + width + ": the probability of text in each pixel");
        }
        return regions.find(outputs.get(0).data(), width, height);
    }
}
