package io.streetward.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseContext;
import io.streetward.cases.RuleSettings;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.StreamId;
import io.streetward.pipeline.DecodePolicy;
import io.streetward.rules.EventRule;
import io.streetward.rules.IllegalParkingRule;
import io.streetward.rules.ParkingLimits;
import io.streetward.rules.Stay;
import io.streetward.rules.Zone;
import io.streetward.scene.SceneModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one camera is watched for: its zones, rules and decode policy, from the configuration. */
final class CameraRules {
    private final StreetwardConfig config;
    private final StreetwardConfig.Camera camera;
    private final MeterRegistry meters;

    CameraRules(StreetwardConfig config, StreetwardConfig.Camera camera, MeterRegistry meters) {
        this.config = config;
        this.camera = camera;
        this.meters = meters;
    }

    /** Which pictures are decoded and looked at. */
    DecodePolicy policy() {
        return new DecodePolicy(
                DecodePolicy.Mode.valueOf(camera.decode().policy().toUpperCase(Locale.ROOT)),
                camera.decode().analyseEvery(),
                camera.zones().stream()
                        .map(zone -> zoneOf(zone).polygon().bounds())
                        .toList());
    }

    /** One rule for each zone, new at each call. */
    List<EventRule> rules() {
        List<EventRule> rules = new ArrayList<>();
        for (StreetwardConfig.Zone zone : camera.zones()) {
            IllegalParkingRule rule = new IllegalParkingRule(
                    zoneOf(zone), ParkingLimits.of(zone.rule().dwell()));
            FunctionCounter.builder("streetward.rules.places.refused", rule, IllegalParkingRule::placesRefused)
                    .description("things not watched because a zone's list of places was full")
                    .tag("camera", camera.id())
                    .tag("zone", zone.id())
                    .register(meters);
            rules.add(rule);
        }
        return rules;
    }

    /** The camera's second witness, new at each call; null when no rule asks for one. */
    @Nullable
    SceneModel sceneModel() {
        return null;
    }

    /** What the configuration knows of where a stay was seen. */
    Function<Stay, CaseContext> context() {
        Map<String, RuleSettings> settings = new HashMap<>();
        camera.zones()
                .forEach(zone ->
                        settings.put(zone.id(), new RuleSettings(zone.rule().dwell())));
        return stay -> new CaseContext(
                config.site().id(),
                new StreamId(camera.id()),
                camera.name(),
                settings.getOrDefault(stay.zone().id(), new RuleSettings(Duration.ZERO)),
                config.models().detector(),
                EngineVersion.current());
    }

    private static Zone zoneOf(StreetwardConfig.Zone zone) {
        return new Zone(
                zone.id(),
                zone.name().isBlank() ? zone.id() : zone.name(),
                new NormalizedPolygon(zone.polygon().stream()
                        .map(corner -> new NormalizedPoint(corner.get(0), corner.get(1)))
                        .toList()));
    }
}
