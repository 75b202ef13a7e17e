package io.streetward.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.config.ConfigException;
import io.streetward.config.ConfigLoader;
import io.streetward.config.ConfigProblem;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.NormalizedPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a site whose cameras are a suite's clips, with the zones of their truths. It goes through the
 * loader as text, as any site's does, so that all other settings are the product's defaults.
 *
 * @param bundle the detector; null for the default
 * @param bundlesDir where the site's own bundles lie
 * @param decode decode policy
 */
record SuiteConfig(
        Duration parkingDwell,
        Duration vendingDwell,
        Duration spillDwell,
        String decode,
        @Nullable String bundle,
        Path bundlesDir) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SHOP_FRONT = "shop_front";

    /** The section of a zone that holds its rule's settings, by kind. */
    private static final Map<String, String> SECTIONS =
            Map.of("no_parking", "parking", "no_vending", "vending", SHOP_FRONT, "vending", "carriageway", "spillage");

    /**
     * Sets up one camera a clip.
     *
     * @param skipped told of each zone that no rule can watch
     * @throws IOException naming the truths whose zones the loader refuses
     */
    StreetwardConfig load(List<Recorded> clips, Consumer<String> skipped) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("site").put("id", "replay");
        ObjectNode models = root.putObject("models").put("bundlesDir", bundlesDir.toString());
        if (bundle != null) {
            models.put("detector", bundle);
        }
        ArrayNode cameras = root.putArray("cameras");
        for (Recorded clip : clips) {
            ObjectNode camera = cameras.addObject()
                    .put("id", clip.camera())
                    .put("name", clip.clip())
                    .put("url", "file:" + clip.video().toAbsolutePath().toUri().getRawPath());
            camera.putObject("decode").put("policy", decode);
            addZones(camera.putArray("zones"), Objects.requireNonNull(clip.truth()), skipped);
        }
        try {
            // JSON is YAML.
            return new ConfigLoader().parse("zones", root.toString());
        } catch (ConfigException e) {
            throw new IOException(
                    e.problems().stream().map(p -> explain(p, clips)).collect(Collectors.joining("\n")), e);
        }
    }

    private void addZones(ArrayNode zones, TruthFile truth, Consumer<String> skipped) {
        for (TruthFile.Zone zone : truth.zones()) {
            String section = SECTIONS.get(zone.kind());
            if (section == null) {
                skipped.accept(truth.file() + ": zone " + zone.id() + " is left out: no rule watches \"" + zone.kind()
                        + "\"; known are no_parking, no_vending, shop_front and carriageway");
            } else if (zone.kind().equals(SHOP_FRONT) && zone.threshold().isEmpty()) {
                skipped.accept(truth.file() + ": zone " + zone.id()
                        + " is left out: a shop_front needs its \"threshold\", the line that goods may not cross");
            } else {
                ObjectNode added = zones.addObject().put("id", zone.id()).put("kind", zone.kind());
                addPoints(added.putArray("polygon"), zone.polygon());
                ObjectNode rule =
                        added.putObject(section).put("dwell", dwellOf(section).toMillis() + " ms");
                if (zone.kind().equals(SHOP_FRONT)) {
                    addPoints(rule.putArray("threshold"), zone.threshold());
                }
            }
        }
    }

    private Duration dwellOf(String section) {
        return switch (section) {
            case "parking" -> parkingDwell;
            case "vending" -> vendingDwell;
            default -> spillDwell;
        };
    }

    private static void addPoints(ArrayNode array, List<NormalizedPoint> points) {
        points.forEach(point -> array.addArray().add(point.x()).add(point.y()));
    }

    /** A problem in the words of who wrote the truth, who has not seen the text. */
    private static String explain(ConfigProblem problem, List<Recorded> clips) {
        for (int i = 0; i < clips.size(); i++) {
            String camera = "cameras[" + i + "].";
            TruthFile truth = clips.get(i).truth();
            if (truth != null && problem.path().startsWith(camera)) {
                return truth.file() + ": " + problem.path().substring(camera.length()) + ": " + problem.problem();
            }
        }
        return problem.path() + ": " + problem.problem();
    }
}
