package io.streetward.cases;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import io.streetward.rules.Witness;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How witnesses, passages and onsets are written in columns: as JSON, for nobody searches by them. */
final class WitnessColumns {
    private WitnessColumns() {}

    static String witnesses(List<Witness> witnesses) {
        return Columns.write(witnesses.stream()
                .map(w -> Map.of("name", w.name(), "strength", w.strength(), "weight", w.weight(), "says", w.says()))
                .toList());
    }

    static List<Witness> witnesses(String json) throws SQLException {
        List<Witness> witnesses = new ArrayList<>();
        for (JsonNode node : Columns.read(json, new TypeReference<List<JsonNode>>() {})) {
            witnesses.add(new Witness(
                    node.path("name").asText(),
                    node.path("strength").asDouble(),
                    node.path("weight").asDouble(),
                    node.path("says").asText()));
        }
        return witnesses;
    }

    static String passages(List<Passage> passages) {
        return Columns.write(passages.stream().map(WitnessColumns::fields).toList());
    }

    static List<Passage> passages(String json) throws SQLException {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode node : Columns.read(json, new TypeReference<List<JsonNode>>() {})) {
            passages.add(passage(node));
        }
        return passages;
    }

    static @Nullable String onsetOrNull(@Nullable Onset onset) {
        if (onset == null) {
            return null;
        }
        FrameRef clean = onset.lastClean();
        return Columns.write(
                clean == null
                        ? Map.of("first_seen", frame(onset.firstSeen()))
                        : Map.of("first_seen", frame(onset.firstSeen()), "last_clean", frame(clean)));
    }

    static @Nullable Onset onsetOrNull(@Nullable String json) throws SQLException {
        if (json == null) {
            return null;
        }
        JsonNode node = Columns.read(json, new TypeReference<JsonNode>() {});
        JsonNode clean = node.path("last_clean");
        return new Onset(clean.isMissingNode() ? null : frame(clean), frame(node.path("first_seen")));
    }

    private static Map<String, Object> fields(Passage p) {
        Map<String, Object> fields = new LinkedHashMap<>(frame(p.at()));
        fields.put("track_id", p.trackId());
        fields.put("kind", p.kind().name());
        fields.put("box", List.of(p.box().x(), p.box().y(), p.box().w(), p.box().h()));
        return fields;
    }

    private static Map<String, Object> frame(FrameRef at) {
        return Map.of(
                "camera", at.stream().value(),
                "at", at.receivedAt().toString(),
                "pts_us", at.pts().micros(),
                "width_px", at.widthPx(),
                "height_px", at.heightPx(),
                "keyframe", at.keyframe());
    }

    private static Passage passage(JsonNode node) {
        JsonNode box = node.path("box");
        return new Passage(
                node.path("track_id").asLong(),
                ObjectKind.valueOf(node.path("kind").asText()),
                new NormalizedBox(
                        box.path(0).asDouble(),
                        box.path(1).asDouble(),
                        box.path(2).asDouble(),
                        box.path(3).asDouble()),
                frame(node));
    }

    private static FrameRef frame(JsonNode node) {
        return new FrameRef(
                new StreamId(node.path("camera").asText()),
                new MediaTime(node.path("pts_us").asLong()),
                Instant.parse(node.path("at").asText()),
                node.path("width_px").asInt(),
                node.path("height_px").asInt(),
                node.path("keyframe").asBoolean());
    }
}
