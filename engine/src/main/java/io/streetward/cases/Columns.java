package io.streetward.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.media.ClockOffset;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How single values are written in columns; see the comment at the top of {@code V1__case_book.sql}. */
final class Columns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter UTC_MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Columns() {}

    static String utc(Instant instant) {
        return UTC_MICROS.format(instant);
    }

    static @Nullable String utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    static @Nullable Instant instantOrNull(@Nullable String utc) {
        return utc == null ? null : Instant.parse(utc);
    }

    static long micros(Duration duration) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration));
    }

    static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    static Moment moment(ResultSet row, String prefix) throws SQLException {
        return new Moment(new MediaTime(row.getLong(prefix + "_pts_us")), Instant.parse(row.getString(prefix + "_at")));
    }

    static @Nullable ClockOffset clockOrNull(ResultSet row) throws SQLException {
        Duration ahead = duration(row.getLong("clock_ahead_us"));
        return row.wasNull()
                ? null
                : new ClockOffset(ahead, duration(row.getLong("clock_uncertainty_us")), row.getInt("clock_samples"));
    }

    static @Nullable PictureFacts pictureOrNull(ResultSet row) throws SQLException {
        String view = row.getString("view_state");
        return view == null
                ? null
                : new PictureFacts(
                        row.getInt("width_px"),
                        row.getInt("height_px"),
                        PictureFacts.View.ofKey(view),
                        row.getString("view_why"));
    }

    static String json(List<String> strings) {
        return write(strings);
    }

    static List<String> strings(String json) throws SQLException {
        return read(json, new TypeReference<List<String>>() {});
    }

    static String json(NormalizedPolygon polygon) {
        return write(polygon.corners().stream()
                .map(corner -> List.of(corner.x(), corner.y()))
                .toList());
    }

    static NormalizedPolygon polygon(String json) throws SQLException {
        return new NormalizedPolygon(read(json, new TypeReference<List<List<Double>>>() {}).stream()
                .map(xy -> new NormalizedPoint(xy.get(0), xy.get(1)))
                .toList());
    }

    static String json(RuleSettings settings) {
        return JSON.createObjectNode()
                .put("dwell_limit_us", micros(settings.dwellLimit()))
                .toString();
    }

    static RuleSettings ruleSettings(String json) throws SQLException {
        JsonNode node = read(json, new TypeReference<JsonNode>() {});
        return new RuleSettings(duration(node.path("dwell_limit_us").asLong()));
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }

    static <T> T read(String json, TypeReference<T> type) throws SQLException {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new SQLException("a column holds no valid JSON: " + json, e);
        }
    }
}
