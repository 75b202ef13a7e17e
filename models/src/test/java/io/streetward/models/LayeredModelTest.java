package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInput;
import io.streetward.models.LayeredModel.Call;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.tuning.Precision;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LayeredModelTest {
    private static final Path NO_SITE_DIR = Path.of("no-such-folder");

    @Test
    void bfloat16FindsWhatSinglePrecisionFinds() throws DetectorException, BundleException {
        Assumptions.assumeTrue(
                Precision.ofThisProcessor() == Precision.BFLOAT16,
                "skipped: this processor does not multiply bfloat16");
        List<Path> files = TestPictures.in("eval/detrac/images", 3);
        try (LayeredModel single = open(Precision.FLOAT32);
                LayeredModel half = open(Precision.BFLOAT16)) {
            assertThat(half.engineText()).endsWith("in bfloat16");
            for (Path file : files) {
                ModelInput picture = TestPictures.load(file, single.detector().input());
                Detections expected = single.detector().detect(List.of(picture)).get(0);
                Detections found = half.detector().detect(List.of(picture)).get(0);
                assertThat(expected.items()).anyMatch(LayeredModelTest::sure);
                assertThat(expected.items())
                        .filteredOn(LayeredModelTest::sure)
                        .allMatch(wanted -> found.items().stream().anyMatch(mine -> alike(mine, wanted)));
            }
        }
    }

    @Test
    void theBareCallAndDjlsRunTheDetectorsOwnModel() throws DetectorException, BundleException {
        try (LayeredModel model = open(Precision.ofThisProcessor());
                BlankInput blank = new BlankInput(model.detector().input())) {
            List<ModelInput> pictures = List.of(blank, blank);
            try (Call bare = model.bare(pictures);
                    Call djl = model.djl(pictures)) {
                bare.run();
                djl.run();
            }
            assertThat(model.detector().detect(pictures)).hasSize(2);
        }
    }

    /** A picture's input is 786 kB and its outputs 5.5 MB: what is left is DJL's wrappers and the result. */
    @Test
    void aDetectionAllocatesLittleOnTheJavaHeap() throws DetectorException, BundleException {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        try (LayeredModel model = open(Precision.ofThisProcessor());
                BlankInput blank = new BlankInput(model.detector().input())) {
            Detector detector = model.detector();
            List<ModelInput> batch = List.of(blank);
            for (int i = 0; i < 10; i++) {
                detector.detect(batch);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                detector.detect(batch);
            }
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 10).isLessThan(64 << 10);
        }
    }

    @Test
    void nativeMemoryIsTheSameAfterMorePredictions() throws DetectorException, BundleException {
        OptionalLong known = MemoryGauge.nativeInUseBytes();
        Assumptions.assumeTrue(known.isPresent(), "skipped: needs glibc's mallinfo2 (2.33 or newer)");
        try (LayeredModel model = open(Precision.ofThisProcessor());
                BlankInput blank = new BlankInput(model.detector().input())) {
            repeat(model.detector(), blank);
            long before = MemoryGauge.nativeInUseBytes().orElseThrow();
            repeat(model.detector(), blank);
            long grown = MemoryGauge.nativeInUseBytes().orElseThrow() - before;
            assertThat(grown).isLessThan(1 << 20); // one leaked output a picture would be 80 MB
        }
    }

    private static void repeat(Detector detector, ModelInput picture) throws DetectorException {
        for (int i = 0; i < 20; i++) {
            detector.detect(List.of(picture));
        }
    }

    private static boolean sure(Detection detection) {
        return detection.confidence() > 0.4;
    }

    private static boolean alike(Detection a, Detection b) {
        return a.label().equals(b.label())
                && Math.abs(a.confidence() - b.confidence()) < 0.1
                && a.box().iou(b.box()) > 0.8;
    }

    private static LayeredModel open(Precision precision) throws DetectorException, BundleException {
        return LayeredModel.open("centernet-mobilenetv3", NO_SITE_DIR, 1, precision);
    }
}
