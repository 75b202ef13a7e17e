package io.streetward.tools.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A clip's ground truth, {@code NAME.truth.json}: its zones and what happens in them. Further keys are left alone.
 *
 * @param clip the clip's file name, as the truth names it; empty when it does not
 */
record TruthFile(Path file, String clip, List<Zone> zones, List<Event> events) {
    static final String ENDING = ".truth.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** People draw to the picture's very edge, and a hair beyond. */
    private static final double BEYOND_EDGE = 0.02;

    TruthFile {
        zones = List.copyOf(zones);
        events = List.copyOf(events);
    }

    /**
     * A piece of ground.
     *
     * @param threshold of a shop's front; empty elsewhere
     */
    record Zone(String id, String kind, List<NormalizedPoint> polygon, List<NormalizedPoint> threshold) {
        Zone {
            polygon = List.copyOf(polygon);
            threshold = List.copyOf(threshold);
        }
    }

    /** Something that happens; times in seconds of the clip. */
    record Event(String kind, String zone, NormalizedBox box, double startS, double endS) {}

    /** The events as they are scored, with each zone's limit. */
    List<TrueEvent> trueEvents(String clipName, Limits limits) {
        return events.stream()
                .map(e -> new TrueEvent(
                        clipName, e.kind(), e.zone(), e.box(), e.startS(), e.endS(), limits.dwellS(e.zone())))
                .toList();
    }

    /** How long something may stay in a zone. */
    @FunctionalInterface
    interface Limits {
        /** Seconds; NaN where no rule watches the zone. */
        double dwellS(String zone);
    }

    /**
     * Reads one.
     *
     * @throws IOException naming the file, the place in it and what was expected there
     */
    static TruthFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file, expected a clip's ground truth");
        }
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ":" + e.getLocation().getLineNr() + ": is no JSON: " + e.getOriginalMessage(), e);
        }
        return new Reader(file).truth(root);
    }

    /** Knows the file, so that every complaint names it. */
    private record Reader(Path file) {
        TruthFile truth(JsonNode root) throws IOException {
            List<Zone> zones = new ArrayList<>();
            JsonNode zoneNodes = array(root, "zones", "");
            for (int i = 0; i < zoneNodes.size(); i++) {
                Zone zone = zone(zoneNodes.get(i), "zones[" + i + "]");
                if (zones.stream().anyMatch(z -> z.id().equals(zone.id()))) {
                    throw wrong("zones[" + i + "].id", "is \"" + zone.id() + "\" again", "an id of its own");
                }
                zones.add(zone);
            }
            List<Event> events = new ArrayList<>();
            JsonNode eventNodes = array(root, "events", "");
            for (int i = 0; i < eventNodes.size(); i++) {
                String at = "events[" + i + "]";
                Event event = event(eventNodes.get(i), at);
                if (zones.stream().noneMatch(z -> z.id().equals(event.zone()))) {
                    throw wrong(
                            at + ".zone",
                            "is \"" + event.zone() + "\"",
                            "one of its zones, " + zones.stream().map(Zone::id).toList());
                }
                events.add(event);
            }
            return new TruthFile(file, root.path("clip").asText(""), zones, events);
        }

        private Zone zone(JsonNode node, String at) throws IOException {
            List<NormalizedPoint> polygon = points(array(node, "polygon", at), at + ".polygon");
            if (polygon.size() < 3) {
                throw wrong(at + ".polygon", "has " + polygon.size() + " corners", "at least 3");
            }
            JsonNode threshold = node.path("threshold");
            return new Zone(
                    text(node, "id", at),
                    text(node, "kind", at),
                    polygon,
                    threshold.isArray() ? points(threshold, at + ".threshold") : List.of());
        }

        private Event event(JsonNode node, String at) throws IOException {
            double startS = number(node.path("start_s"), at + ".start_s");
            double endS = number(node.path("end_s"), at + ".end_s");
            if (!(endS >= startS)) {
                throw wrong(at + ".end_s", "is " + endS, "a time not before start_s, " + startS);
            }
            return new Event(
                    text(node, "kind", at),
                    text(node, "zone", at),
                    box(array(node, "box", at), at + ".box"),
                    startS,
                    endS);
        }

        private NormalizedBox box(JsonNode node, String at) throws IOException {
            if (node.size() != 4) {
                throw wrong(at, "has " + node.size() + " numbers", "[x, y, w, h]");
            }
            double w = number(node.get(2), at + "[2]");
            double h = number(node.get(3), at + "[3]");
            if (!(w > 0 && h > 0)) {
                throw wrong(at, "is " + w + " wide and " + h + " high", "a box with width and height");
            }
            return new NormalizedBox(coordinate(node.get(0), at + "[0]"), coordinate(node.get(1), at + "[1]"), w, h);
        }

        private List<NormalizedPoint> points(JsonNode node, String at) throws IOException {
            List<NormalizedPoint> points = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                JsonNode corner = node.get(i);
                String where = at + "[" + i + "]";
                if (!corner.isArray() || corner.size() != 2) {
                    throw wrong(where, "is " + corner, "[x, y]");
                }
                points.add(new NormalizedPoint(
                        coordinate(corner.get(0), where + "[0]"), coordinate(corner.get(1), where + "[1]")));
            }
            return points;
        }

        /** Cut to 0..1; adding 0 makes of a negative zero a plain one. */
        private double coordinate(JsonNode node, String at) throws IOException {
            double value = number(node, at);
            if (!(value >= -BEYOND_EDGE && value <= 1 + BEYOND_EDGE)) {
                throw wrong(at, "is " + value, "0 to 1, shares of the picture");
            }
            return Math.min(1, Math.max(0, value)) + 0.0;
        }

        private double number(JsonNode node, String at) throws IOException {
            if (!node.isNumber()) {
                throw wrong(at, said(node), "a number");
            }
            return node.asDouble();
        }

        private String text(JsonNode node, String key, String at) throws IOException {
            Optional<String> found =
                    Optional.of(node.path(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
            if (found.isEmpty() || found.get().isBlank()) {
                throw wrong(at + "." + key, said(node.path(key)), "a word in quotes");
            }
            return found.get();
        }

        private JsonNode array(JsonNode node, String key, String at) throws IOException {
            JsonNode found = node.path(key);
            if (!found.isArray()) {
                throw wrong(at.isEmpty() ? key : at + "." + key, said(found), "a list in brackets");
            }
            return found;
        }

        private static String said(JsonNode node) {
            return node.isMissingNode() ? "is missing" : "is " + node;
        }

        private IOException wrong(String at, String is, String expected) {
            return new IOException(file + ": " + at + " " + is + ", expected " + expected);
        }
    }
}
