package io.streetward.models.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.graph.ImportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped weights come out of the published package again, byte for byte. */
class ReproductionTest {
    private static final String PACKAGE = "@vladmandic/human@3.3.6";

    @TempDir
    private Path out;

    @Test
    void theImportCommandReproducesTheShippedBundle()
            throws ImportException, BundleException, IOException, InterruptedException {
        Assumptions.assumeTrue(npmKnowsThePackage(), "skipped: needs npm on PATH and the package " + PACKAGE);
        try (PublishedPackage source = PublishedPackage.open("npm:" + PACKAGE)) {
            BundleImporter.Result result = new BundleImporter(new Bundles(out)).importFrom(source, out);
            assertThat(result.asDescribed()).isTrue();
            Path shipped = Path.of("bundles/centernet-mobilenetv3");
            for (String file : new String[] {"centernet-mobilenetv3.pt", "model.yaml", "NOTICE", "LICENSE"}) {
                assertThat(result.folder().resolve(file)).hasSameBinaryContentAs(shipped.resolve(file));
            }
            assertThat(shipped.resolve("LICENSE"))
                    .hasSameBinaryContentAs(source.folder().resolve("LICENSE"));
        }
    }

    private static boolean npmKnowsThePackage() throws InterruptedException {
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
        }
    }
}
