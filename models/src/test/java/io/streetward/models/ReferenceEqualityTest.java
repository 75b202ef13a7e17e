package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shipped archive on PyTorch against a conversion of the same model that was made independently, on ONNX Runtime. */
class ReferenceEqualityTest {
    private static final Logger log = LoggerFactory.getLogger(ReferenceEqualityTest.class);
    private static final double TOLERANCE = 1e-2;

    private InputSpec input;
    private Model ours;
    private Model reference;

    @BeforeEach
    void load() throws IOException, MalformedModelException, BundleException {
        byte[] onnx = Files.readAllBytes(TestPictures.shared("models/mb3_centernet_fp16w_from_npm_human.onnx"));
        BundleSource source = new BundleSource.Shipped("centernet-mobilenetv3");
        ModelBundle bundle = Bundles.read(source);
        input = bundle.input();
        DjlRuntime.engine(bundle.engine());
        DjlRuntime.setIntraOpThreads(bundle.engine(), 1);
        ours = Model.newInstance("ours", Device.cpu(), "PyTorch");
        ours.load(new ByteArrayInputStream(source.read(bundle.weights().file())), Map.of("mapLocation", "true"));
        reference = Model.newInstance("reference", Device.cpu(), "OnnxRuntime");
        reference.load(new ByteArrayInputStream(onnx), Map.of("intraOpNumThreads", "1"));
    }

    @AfterEach
    void close() {
        Stream.of(ours, reference).filter(model -> model != null).forEach(Model::close);
    }

    @Test
    void outputsEqualTheReferenceOnRealPictures() throws TranslateException {
        List<Path> pictures = Stream.concat(
                        TestPictures.in("eval/detrac/images", 4).stream(),
                        TestPictures.in("eval/coco/images", 4).stream())
                .toList();
        Difference worst = new Difference(0, 0, 0);
        for (Path picture : pictures) {
            Difference difference = compare(TestPictures.load(picture, input).pixels());
            log.info("{}: {}", picture.getFileName(), difference);
            worst = worst.or(difference);
        }
        log.info("worst of {} pictures: {}", pictures.size(), worst);
        assertThat(worst.peaks()).isLessThan(TOLERANCE);
        assertThat(worst.ties()).isLessThan(TOLERANCE);
        assertThat(worst.ltrb()).isLessThan(TOLERANCE);
    }

    @Test
    void batchOfThreeEqualsThreeSingles() throws TranslateException {
        List<ByteBuffer> pictures = TestPictures.in("eval/coco/images", 3).stream()
                .map(file -> TestPictures.load(file, input).pixels())
                .toList();
        ByteBuffer together = ByteBuffer.allocateDirect(3 * input.sizeBytes());
        pictures.forEach(picture -> together.put(picture.duplicate()));
        List<float[]> batch = runOurs(together.flip(), 3);
        for (int i = 0; i < 3; i++) {
            List<float[]> single = runOurs(pictures.get(i), 1);
            for (int output = 0; output < 2; output++) {
                int size = single.get(output).length;
                float[] part = Arrays.copyOfRange(batch.get(output), i * size, (i + 1) * size);
                assertThat(Difference.max(part, single.get(output))).isLessThan(TOLERANCE);
            }
        }
    }

    private Difference compare(ByteBuffer pixels) throws TranslateException {
        return Difference.of(runOurs(pixels, 1), runReference(pixels));
    }

    private List<float[]> runOurs(ByteBuffer pixels, int pictures) throws TranslateException {
        Shape shape = new Shape(pictures, input.heightPx(), input.widthPx(), 3);
        return run(ours, manager -> manager.create(pixels, shape, DataType.UINT8));
    }

    private List<float[]> runReference(ByteBuffer pixels) throws TranslateException {
        int plane = input.widthPx() * input.heightPx();
        FloatBuffer planes = FloatBuffer.allocate(3 * plane);
        for (int i = 0; i < 3 * plane; i++) {
            planes.put(i % 3 * plane + i / 3, pixels.get(i) & 0xff);
        }
        Shape shape = new Shape(1, 3, input.heightPx(), input.widthPx());
        return run(reference, manager -> manager.create(planes, shape, DataType.FLOAT32));
    }

    private static List<float[]> run(Model model, Function<NDManager, NDArray> tensor) throws TranslateException {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList outputs = predictor.predict(new NDList(tensor.apply(manager)));
            return outputs.stream().map(NDArray::toFloatArray).toList();
        }
    }

    /**
     * Largest absolute differences.
     *
     * @param peaks over cells that are a class peak in both or in neither
     * @param ties over cells that are a peak in one only: where neighbours are equal but for rounding, which of them is
     *     the largest is up to the engine
     * @param ltrb over all edge distances, in input pixels
     */
    private record Difference(double peaks, double ties, double ltrb) {
        static Difference of(List<float[]> a, List<float[]> b) {
            double peaks = 0;
            double ties = 0;
            float[] mine = a.get(0);
            float[] theirs = b.get(0);
            for (int i = 0; i < mine.length; i++) {
                double difference = Math.abs(mine[i] - theirs[i]);
                if (mine[i] == 0 ^ theirs[i] == 0) {
                    ties = Math.max(ties, difference);
                } else {
                    peaks = Math.max(peaks, difference);
                }
            }
            return new Difference(peaks, ties, max(a.get(1), b.get(1)));
        }

        static double max(float[] a, float[] b) {
            double max = 0;
            for (int i = 0; i < a.length; i++) {
                max = Math.max(max, Math.abs(a[i] - b[i]));
            }
            return max;
        }

        Difference or(Difference other) {
            return new Difference(Math.max(peaks, other.peaks), Math.max(ties, other.ties), Math.max(ltrb, other.ltrb));
        }
    }
}
