package io.streetward.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.media.NormalizedBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** A replay for programs. Times in seconds of the clip, boxes in shares of the picture; what cannot be told is null. */
final class ReplayJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReplayJson() {}

    static void write(ReplayReport report, Path file) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(report));
    }

    static ObjectNode of(ReplayReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        EventScores scores = report.scores();
        ArrayNode alarms = root.putArray("alarms");
        report.alarms().forEach(alarm -> put(alarms.addObject(), alarm));
        ObjectNode kinds = root.putObject("kinds");
        if (scores != null) {
            scores.kinds().forEach(row -> put(kinds.putObject(row.kind()), row));
        }
        put(root, "false_alarms_per_hour", scores == null ? OptionalDouble.empty() : scores.falseAlarmsPerHour());
        put(root, "realtime_factor", report.realtimeFactor());
        if (scores != null) {
            ArrayNode missed = root.putArray("missed");
            scores.match().missed().forEach(event -> put(missed.addObject(), event));
            ArrayNode wrong = root.putArray("false_alarms");
            scores.match().falseAlarms().forEach(alarm -> put(wrong.addObject(), alarm));
            root.put("camera_hours", scores.hours());
        }
        root.put("bundle", report.bundle());
        if (!report.decode().isEmpty()) {
            root.put("decode", report.decode());
        }
        root.put("video_s", millis(report.videoS()))
                .put("run_s", millis(report.runS()))
                .put("startup_s", millis(report.startupS()))
                .put("inference_s", millis(report.inferenceS()))
                .put("scene_s", millis(report.sceneS()));
        ArrayNode clips = root.putArray("clips");
        report.clips()
                .forEach(clip -> clips.addObject()
                        .put("clip", clip.clip())
                        .put("length_s", millis(clip.lengthS()))
                        .put("alarms", clip.alarms())
                        .put("decoded", clip.decoded())
                        .put("looks", clip.looks())
                        .put("inferences", clip.inferences())
                        .put("damaged", clip.damaged()));
        ArrayNode broken = root.putArray("not_replayed");
        report.broken().forEach(broken::add);
        return root;
    }

    private static void put(ObjectNode node, Alarm alarm) {
        node.put("clip", alarm.clip())
                .put("kind", alarm.kind())
                .put("zone", alarm.zone())
                .put("start_s", millis(alarm.startS()))
                .put("alarm_s", millis(alarm.alarmS()));
        put(node, alarm.box());
        node.put("confidence", rounded(alarm.confidence()));
        ArrayNode reasons = node.putArray("reasons");
        alarm.reasons().forEach(reasons::add);
    }

    private static void put(ObjectNode node, TrueEvent event) {
        node.put("clip", event.clip())
                .put("kind", event.kind())
                .put("zone", event.zone())
                .put("start_s", event.startS())
                .put("end_s", event.endS());
        put(node, event.box());
    }

    private static void put(ObjectNode node, NormalizedBox box) {
        node.putArray("box")
                .add(rounded(box.x()))
                .add(rounded(box.y()))
                .add(rounded(box.w()))
                .add(rounded(box.h()));
    }

    private static void put(ObjectNode node, EventScores.Row row) {
        put(node, "precision", row.precision());
        put(node, "recall", row.recall());
        put(node, "f1", row.f1());
        put(node, "start_rmse_s", row.startRmseS());
        node.put("events", row.events()).put("alarms", row.alarms()).put("matched", row.matched());
    }

    private static void put(ObjectNode node, String key, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(key, value.getAsDouble());
        } else {
            node.putNull(key);
        }
    }

    private static double millis(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

    /** A ten-thousandth of the picture is less than a pixel. */
    private static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }
}
