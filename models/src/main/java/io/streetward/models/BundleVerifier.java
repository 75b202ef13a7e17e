package io.streetward.models;

import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Checks that a bundle is whole and runs: description, hash, engine, shapes. */
public final class BundleVerifier {
    private static final int TIMED_RUNS = 10;

    private BundleVerifier() {}

    /**
     * What a sound bundle showed.
     *
     * @param outputs shape of each output for one picture
     * @param onBlank objects found in a black picture; anything but 0 is odd
     * @param perPicture median time of one picture
     */
    public record Verification(
            ModelBundle bundle, String engine, List<String> outputs, int onBlank, Duration perPicture) {}

    /**
     * Runs a bundle on a blank picture.
     *
     * @throws BundleException when the description is wrong, or a file is missing or not the one described
     * @throws DetectorException when the weights do not load or return other shapes
     */
    public static Verification verify(String name, Path bundlesDir, int intraOpThreads)
            throws BundleException, DetectorException {
        BundleSource source = new Bundles(bundlesDir).find(name);
        ModelBundle bundle = Bundles.read(source);
        try (DjlDetector detector = DjlDetector.open(bundle, source, intraOpThreads);
                BlankInput blank = new BlankInput(bundle.input())) {
            long[] nanos = new long[TIMED_RUNS];
            int found = 0;
            for (int i = 0; i < TIMED_RUNS; i++) {
                long start = System.nanoTime();
                found = detector.detect(List.of(blank)).get(0).items().size();
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            Duration median = Duration.ofNanos(nanos[TIMED_RUNS / 2]);
            return new Verification(bundle, detector.engineText(), detector.outputShapes(), found, median);
        }
    }
}
