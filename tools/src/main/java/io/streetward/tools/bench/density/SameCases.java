package io.streetward.tools.bench.density;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether a policy raises the cases that another does: clips with zones beside them ({@code NAME.truth.json}) are played
 * once as cameras, and the cases filed are compared by camera, zone, kind and start.
 */
final class SameCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A keyframe interval or two: where a vehicle's first still look may lie. */
    private static final double SAME_START_SECONDS = 3;

    private static final long EXTRA_SECONDS = 8;

    private final Path clips;
    private final int dwellSeconds;

    /**
     * Plays nothing yet.
     *
     * @param clips folder with {@code NAME.mp4} and {@code NAME.truth.json}; those without a no-parking zone are left out
     * @param dwellSeconds limit in every zone
     */
    SameCases(Path clips, int dwellSeconds) {
        this.clips = clips;
        this.dwellSeconds = dwellSeconds;
    }

    /**
     * A case, as far as it is compared.
     *
     * @param startSeconds of the clip
     */
    record Case(String camera, String zone, String event, double startSeconds) implements Comparable<Case> {
        boolean matches(Case other) {
            return camera.equals(other.camera)
                    && zone.equals(other.zone)
                    && event.equals(other.event)
                    && Math.abs(startSeconds - other.startSeconds) <= SAME_START_SECONDS;
        }

        @Override
        public int compareTo(Case other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s/%s %s at %.1f s", camera, zone, event, startSeconds);
        }
    }

    /** The cases under one policy. */
    Set<Case> under(String policy, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = SiteUnderTest.freePort();
        List<String> arguments =
                new ArrayList<>(List.of("camera", "--port", Integer.toString(port), "--once", "--start-on-play"));
        StringBuilder yaml = new StringBuilder("site: {id: same}\nserver: {port: 0}\ninference: {threads: ");
        yaml.append(Runtime.getRuntime().availableProcessors()).append("}\ncameras:\n");
        double longestSeconds = 0;
        for (Path truthFile : truths()) {
            JsonNode truth = JSON.readTree(truthFile.toFile());
            String name = truthFile.getFileName().toString().replace(".truth.json", "");
            arguments.addAll(List.of("--stream", name + "=" + clips.resolve(name + ".mp4")));
            longestSeconds = Math.max(longestSeconds, truth.get("duration_s").asDouble());
            yaml.append("  - id: ")
                    .append(name)
                    .append("\n    url: rtsp://127.0.0.1:")
                    .append(port);
            yaml.append('/')
                    .append(name)
                    .append("\n    decode: {policy: ")
                    .append(policy)
                    .append("}\n    zones:\n");
            for (JsonNode zone : truth.get("zones")) {
                yaml.append("      - id: ").append(zone.get("id").asText());
                yaml.append("\n        kind: no_parking\n        polygon: ").append(zone.get("polygon"));
                yaml.append("\n        parking: {dwell: ").append(dwellSeconds).append(" s}\n");
            }
        }
        Path config = Files.writeString(folder.resolve("streams.yaml"), yaml);
        Path data = folder.resolve("data");
        try (ChildProgram cameras = ChildProgram.start(folder.resolve("cameras.log"), List.of(), arguments)) {
            SiteUnderTest.await(cameras, "Ctrl-C stops", "the virtual cameras");
            try (ChildProgram engine = ChildProgram.start(
                    folder.resolve("engine.log"),
                    List.of(),
                    List.of("run", "-c", config.toString(), "--data", data.toString()))) {
                SiteUnderTest.await(engine, "running; metrics on port", "the engine");
                Thread.sleep(Math.round(1e3 * (longestSeconds + EXTRA_SECONDS)));
            }
        }
        return read(data);
    }

    /** Whether each case of one set is in the other, and the other way round. */
    static boolean same(Set<Case> one, Set<Case> other) {
        return one.size() == other.size()
                && one.stream().allMatch(a -> other.stream().anyMatch(a::matches))
                && other.stream().allMatch(a -> one.stream().anyMatch(a::matches));
    }

    private List<Path> truths() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(clips)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".truth.json"))
                    .sorted()
                    .toList()) {
                for (JsonNode zone : JSON.readTree(file.toFile()).get("zones")) {
                    if ("no_parking".equals(zone.get("kind").asText()) && !found.contains(file)) {
                        found.add(file);
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException(clips + ": no NAME.truth.json with a no_parking zone in it");
        }
        return found;
    }

    private static Set<Case> read(Path data) throws IOException {
        Set<Case> cases = new TreeSet<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(f -> f.endsWith("case.json")).toList()) {
                JsonNode json = JSON.readTree(file.toFile());
                cases.add(new Case(
                        json.at("/camera/id").asText(),
                        json.at("/zone/id").asText(),
                        json.at("/event").asText(),
                        json.at("/started/ptsMicros").asLong() / 1e6));
            }
        }
        return cases;
    }
}
