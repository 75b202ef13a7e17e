package io.streetward.tools.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.media.NormalizedBox;
import io.streetward.models.training.ResidueLabel;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is known of one clip: what comes to lie or stand where, and when; zones in shares of the picture. */
record ClipTruth(Path video, double durationS, List<Path2D> zones, List<Event> events) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".truth.json";

    ClipTruth {
        zones = List.copyOf(zones);
        events = List.copyOf(events);
    }

    /**
     * Something that stays a while; times in seconds of the clip.
     *
     * @param label mud where the truth says so of the object or by the kind, debris of other spills, else none
     * @param what for counting errors by it
     * @param beginsS when its first part shows
     * @param startS when it is all there
     */
    record Event(ResidueLabel label, String what, NormalizedBox box, double beginsS, double startS, double endS) {}

    /** All clips of a folder that have a truth, by name. */
    static List<ClipTruth> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder, expected NAME.mp4 with NAME.truth.json");
        }
        List<ClipTruth> clips = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path truth :
                    files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                String name = String.valueOf(truth.getFileName());
                Path video = folder.resolve(name.substring(0, name.length() - ENDING.length()) + ".mp4");
                if (Files.exists(video)) {
                    clips.add(read(video, truth));
                }
            }
        }
        return clips;
    }

    private static ClipTruth read(Path video, Path truth) throws IOException {
        JsonNode root = JSON.readTree(truth.toFile());
        List<Event> events = new ArrayList<>();
        for (JsonNode node : root.path("events")) {
            JsonNode box = node.path("box");
            if (box.size() != 4) {
                throw new IOException(truth + ": an event's box has " + box.size() + " numbers, expected x, y, w, h");
            }
            double start = node.path("start_s").asDouble();
            String kind = node.path("kind").asText();
            String object = node.path("object").asText(kind).toLowerCase(Locale.ROOT);
            boolean mud = kind.equals("mud_tracking") || object.contains("mud");
            ResidueLabel label =
                    mud ? ResidueLabel.MUD : kind.equals("road_spillage") ? ResidueLabel.DEBRIS : ResidueLabel.NONE;
            events.add(new Event(
                    label,
                    label == ResidueLabel.NONE ? kind : object,
                    new NormalizedBox(
                            box.get(0).asDouble(),
                            box.get(1).asDouble(),
                            box.get(2).asDouble(),
                            box.get(3).asDouble()),
                    node.path("first_piece_s").asDouble(start - 4),
                    start,
                    node.path("end_s").asDouble(Double.MAX_VALUE)));
        }
        return new ClipTruth(video, root.path("duration_s").asDouble(), zones(root), events);
    }

    private static List<Path2D> zones(JsonNode root) {
        List<Path2D> zones = new ArrayList<>();
        for (JsonNode zone : root.path("zones")) {
            Path2D outline = new Path2D.Double();
            for (JsonNode corner : zone.path("polygon")) {
                double x = corner.path(0).asDouble();
                double y = corner.path(1).asDouble();
                if (outline.getCurrentPoint() == null) {
                    outline.moveTo(x, y);
                } else {
                    outline.lineTo(x, y);
                }
            }
            zones.add(outline);
        }
        return zones;
    }

    /** Whether a place, in shares of the picture, lies in one of the zones. */
    boolean watched(double x, double y) {
        return zones.stream().anyMatch(zone -> zone.contains(x, y));
    }
}
