package io.streetward.models.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.detect.Classification;
import io.streetward.detect.CropClassifier;
import io.streetward.detect.CropClassifierProvider;
import io.streetward.detect.CropInput;
import io.streetward.detect.CropRegion;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InferenceBatcher;
import io.streetward.detect.ModelInputPool;
import io.streetward.detect.ObjectKey;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.models.FilePicture;
import io.streetward.models.TestPictures;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Weights;
import io.streetward.models.plates.PlateBundles;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real classifiers on both engines. */
class DjlClassifierTest {
    private static final StreamId CAMERA = new StreamId("picture");

    @TempDir
    private Path bundles;

    /** A picture that is red on the left and blue on the right. */
    private static FilePicture redAndBlue() {
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, 100, 100);
        g.setColor(Color.BLUE);
        g.fillRect(100, 0, 100, 100);
        g.dispose();
        return new FilePicture(image);
    }

    /** Tells red from blue by the mean colour: a real network, small enough to be worked out by hand. */
    private void writeColourBundle(String activation, String labels) throws IOException {
        Weights weight = new Weights(new int[] {2, 3, 1, 1}, new float[] {1 / 64f, 0, 0, 0, 0, 1 / 64f});
        Op.Conv conv = new Op.Conv(weight, null, 1, 1, 1, Padding.NONE, Activation.NONE);
        Graph graph = new Graph(
                List.of(
                        new Node("image", new Op.Image(8, 8), List.of(), new FeatureShape(3, 8, 8)),
                        new Node("mean", new Op.SpatialMean(), List.of("image"), new FeatureShape(3, 1, 1)),
                        new Node("conv", conv, List.of("mean"), new FeatureShape(2, 1, 1))),
                Map.of("out", "conv"));
        byte[] weights = TorchScriptArchive.write("colour", graph);
        Path folder = Files.createDirectories(bundles.resolve("colour"));
        Files.write(folder.resolve("colour.pt"), weights);
        Files.writeString(folder.resolve("model.yaml"), """
                name: colour
                description: red or blue
                task: classifier
                engine: pytorch
                weights: {file: colour.pt, sha256: %s}
                input:
                  width: 8
                  height: 8
                  fit: stretch
                  colour_order: rgb
                  pad_value: 0
                  tensor: {type: uint8, layout: nhwc, batch: any}
                classifier: {activation: %s, margin: 1.2}
                labels: [%s]
                licence: Apache-2.0
                """.formatted(Sha256.of(weights), activation, labels));
    }

    private CropClassifier open(String name) throws DetectorException {
        return ServiceLoader.load(CropClassifierProvider.class)
                .findFirst()
                .orElseThrow()
                .open(name, bundles, 1);
    }

    private static CropInput crop(
            FilePicture picture, long object, NormalizedBox box, double margin, ModelInputPool pool)
            throws DetectorException {
        return Objects.requireNonNull(CropInput.take(
                picture,
                new ObjectKey(CAMERA, object),
                CropRegion.of(
                        box, margin, picture.image().getWidth(), picture.image().getHeight()),
                pool));
    }

    @Test
    void aPyTorchClassifierTellsCropsOfOnePictureApart() throws Exception {
        writeColourBundle("softmax", "red, blue");
        try (CropClassifier classifier = open("colour")) {
            ModelInputPool pool = new ModelInputPool(classifier.input(), 2);
            assertThat(classifier.labels()).containsExactly("red", "blue");
            try (CropInput left =
                            crop(redAndBlue(), 1, new NormalizedBox(0.1, 0.2, 0.2, 0.4), classifier.margin(), pool);
                    CropInput right =
                            crop(redAndBlue(), 2, new NormalizedBox(0.7, 0.2, 0.2, 0.4), classifier.margin(), pool)) {
                List<Classification> results = classifier.classify(List.of(left, right));
                assertThat(results.get(0).best().label()).isEqualTo("red");
                assertThat(results.get(1).best().label()).isEqualTo("blue");
                // logits 255/64 and 0
                assertThat(results.get(0).probability("red"))
                        .isBetween(1 / (1 + Math.exp(-255 / 64.0)) - 1e-3, 1 / (1 + Math.exp(-255 / 64.0)) + 1e-3);
                assertThat(results.get(0).probability("red") + results.get(0).probability("blue"))
                        .isBetween(0.9999, 1.0001);
                assertThat(results.get(1).object()).isEqualTo(new ObjectKey(CAMERA, 2));
            }
            assertThat(pool.lent()).isZero();
        }
    }

    @Test
    void independentLabelsAreEachForThemselves() throws Exception {
        writeColourBundle("sigmoid", "red, blue");
        try (CropClassifier classifier = open("colour")) {
            ModelInputPool pool = new ModelInputPool(classifier.input(), 1);
            try (CropInput left = crop(redAndBlue(), 1, new NormalizedBox(0.1, 0.2, 0.2, 0.4), 1, pool)) {
                Classification result = classifier.classify(List.of(left)).get(0);
                assertThat(result.probability("red")).isGreaterThan(0.97);
                assertThat(result.probability("blue")).isBetween(0.499, 0.501);
                assertThat(result.probability("green")).isZero();
            }
        }
    }

    @Test
    void outputsOfAnotherCountAreNamedWithThoseExpected() throws Exception {
        writeColourBundle("softmax", "red, blue, green");
        assertThatThrownBy(() -> open("colour"))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("colour")
                .hasMessageContaining("returned 1x2x1x1, expected one output 1x3")
                .hasMessageContaining("red, blue, green");
    }

    @Test
    void aDetectorsBundleIsRefused() {
        assertThatThrownBy(() -> open("centernet-mobilenetv3"))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("is a detector, expected a classifier");
    }

    @Test
    void aClassifierRunsInTheBatcherOfTheDetectors() throws Exception {
        writeColourBundle("softmax", "red, blue");
        CropClassifier classifier = open("colour");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ModelInputPool pool = new ModelInputPool(classifier.input(), 4);
        BlockingQueue<Classification> results = new LinkedBlockingQueue<>();
        try (InferenceBatcher<CropInput, Classification> batcher = InferenceBatcher.ofClassifiers(
                List.of(classifier), new InferenceBatcher.Settings(2, Duration.ofHours(1), 64), meters)) {
            // Two objects of one camera fill a batch; the second look at the first replaces the first look.
            batcher.submit(crop(redAndBlue(), 7, new NormalizedBox(0.7, 0.2, 0.2, 0.4), 1, pool), results::add);
            batcher.submit(crop(redAndBlue(), 7, new NormalizedBox(0.1, 0.2, 0.2, 0.4), 1, pool), results::add);
            batcher.submit(crop(redAndBlue(), 8, new NormalizedBox(0.7, 0.2, 0.2, 0.4), 1, pool), results::add);
            batcher.start();
            Classification first = results.poll(30, TimeUnit.SECONDS);
            Classification second = results.poll(30, TimeUnit.SECONDS);
            assertThat(first.object().objectId()).isEqualTo(7);
            assertThat(first.best().label()).isEqualTo("red");
            assertThat(second.object().objectId()).isEqualTo(8);
            assertThat(second.best().label()).isEqualTo("blue");
        }
        assertThat(meters.get("streetward.inference.dropped")
                        .tags("stage", "classify", "model", "colour", "reason", "superseded")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(pool.lent()).isZero();
    }

    /** PP-OCR's classifier of writing the right way up or upside down: somebody else's network, in somebody else's head. */
    @Test
    void anOnnxClassifierOfAPublishedPackageTellsWhichWayUpAPlateIs() throws Exception {
        Path fetched = PlateBundles.fetchedTextDirection();
        try (CropClassifier classifier = new DjlClassifierProvider().open(PlateBundles.TEXT_DIRECTION, fetched, 1)) {
            ModelInputPool pool = new ModelInputPool(classifier.input(), 1);
            int right = 0;
            List<Path> plates = TestPictures.in("eval/plates", 10);
            for (Path plate : plates) {
                FilePicture upright = FilePicture.load(plate);
                right += label(classifier, upright, pool).equals("upright") ? 1 : 0;
                right += label(classifier, turned(upright), pool).equals("upside_down") ? 1 : 0;
            }
            assertThat(right).isGreaterThanOrEqualTo(18);
        }
    }

    private static String label(CropClassifier classifier, FilePicture picture, ModelInputPool pool)
            throws DetectorException {
        try (CropInput crop = crop(picture, 1, FilePicture.WHOLE, classifier.margin(), pool)) {
            return classifier.classify(List.of(crop)).get(0).best().label();
        }
    }

    private static FilePicture turned(FilePicture picture) {
        int w = picture.image().getWidth();
        int h = picture.image().getHeight();
        BufferedImage turned = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                turned.setRGB(w - 1 - x, h - 1 - y, picture.image().getRGB(x, y));
            }
        }
        return new FilePicture(turned);
    }
}
