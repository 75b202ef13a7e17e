package io.streetward.tools.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The demo's folder: the shipped clip and configuration, unpacked where a person can look at them. */
record DemoSite(Path folder) {
    private static final String CLIP = "street.mp4";
    private static final String CONFIG = "streams.yaml";

    Path clip() {
        return folder.resolve(CLIP);
    }

    Path config() {
        return folder.resolve(CONFIG);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("engine.log");
    }

    Path sound() {
        return folder.resolve("heard.wav");
    }

    void unpackClip() throws IOException {
        Files.createDirectories(folder);
        try (InputStream in = resource(CLIP)) {
            Files.copy(in, clip(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes the shipped configuration with the addresses of this run's camera and loudspeaker. */
    void writeConfig(URI camera, InetSocketAddress speaker) throws IOException {
        try (InputStream in = resource(CONFIG)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("rtsp://127.0.0.1:8554/street", camera.toString())
                    .replace("port: 5004", "port: " + speaker.getPort());
            Files.writeString(config(), text);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = DemoSite.class.getResourceAsStream("/demo/" + name);
        if (in == null) {
            throw new IOException("demo/" + name + " is missing from this build");
        }
        return in;
    }
}
