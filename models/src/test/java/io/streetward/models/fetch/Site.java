package io.streetward.models.fetch;

import io.streetward.models.bundle.Sha256;
import io.streetward.models.importer.NpmClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A site's folder with a bundle whose weights are elsewhere, and what was said while they were fetched. */
class Site implements FetchListener {
    /** Waits are short, their number is not. */
    static final Patience HASTY = new Patience(
            4, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20), Duration.ofSeconds(20));

    final Path dir;
    final List<String> said = new CopyOnWriteArrayList<>();
    volatile long doneBytes;

    Site(Path dir) {
        this.dir = dir;
    }

    BundleFetcher fetcher(Map<String, String> environment) {
        return fetcher(environment, HASTY, NpmClient.onPath());
    }

    BundleFetcher fetcher(Map<String, String> environment, Patience patience, NpmClient npm) {
        return new BundleFetcher(dir, new ProxySettings(environment), npm, patience, this);
    }

    /** A description with nothing beside it. */
    Path describe(String weights, String source) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("mini"));
        Files.writeString(folder.resolve("model.yaml"), description(weights, source));
        return folder;
    }

    static String description(String weights, String source) {
        return """
                name: mini
                description: for tests
                engine: pytorch
                weights: %s
                input:
                  width: 32
                  height: 32
                  fit: stretch
                  colour_order: rgb
                  pad_value: 0
                  tensor: {type: uint8, layout: nhwc, batch: any}
                decoder: {type: centernet, stride: 4}
                thresholds: {confidence: 0.3}
                nms: {iou: 0.5, across: class}
                labels: [car]
                kinds: {car: car}
                licence: MIT
                %s
                """.formatted(weights, source);
    }

    /** One weights file from one address. */
    Path describeDownload(FileServer server, byte[] content) throws IOException {
        String sha256 = Sha256.of(content);
        return describe(
                "{file: w.pt, sha256: " + sha256 + "}",
                "source: {files: [{url: \"" + server.url("/w.pt") + "\", sha256: " + sha256 + "}]}");
    }

    static byte[] noise(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    String saidInAll() {
        return String.join("\n", said);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void progress(String file, long done, long came, OptionalLong total) {
        doneBytes = done;
    }
}
