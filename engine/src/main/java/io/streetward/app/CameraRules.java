package io.streetward.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseContext;
import io.streetward.cases.RuleSettings;
import io.streetward.config.StreetwardConfig;
import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ObjectKind;
import io.streetward.media.GroundPlane;
import io.streetward.media.GroundPoint;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.StreamId;
import io.streetward.pipeline.DecodePolicy;
import io.streetward.rules.CityCalendar;
import io.streetward.rules.EventRule;
import io.streetward.rules.Hindsight;
import io.streetward.rules.Hours;
import io.streetward.rules.IllegalParkingRule;
import io.streetward.rules.ParkingLimits;
import io.streetward.rules.PermittedStop;
import io.streetward.rules.SpillageLimits;
import io.streetward.rules.SpillageRule;
import io.streetward.rules.Stay;
import io.streetward.rules.StreetVendingRule;
import io.streetward.rules.VendingLimits;
import io.streetward.rules.Zone;
import io.streetward.scene.BackgroundScene;
import io.streetward.scene.SceneModel;
import io.streetward.scene.SceneSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What one camera is watched for: its zones, rules and decode policy, from the configuration. */
final class CameraRules {
    private final StreetwardConfig config;
    private final StreetwardConfig.Camera camera;
    private final @Nullable ChangeClassifier changes;
    private final CityCalendar calendar;
    private final MeterRegistry meters;

    /**
     * The rules of one camera.
     *
     * @param changes tells what lasting changes are; shared by all cameras. Null: nobody does
     */
    CameraRules(
            StreetwardConfig config,
            StreetwardConfig.Camera camera,
            @Nullable ChangeClassifier changes,
            MeterRegistry meters) {
        this.config = config;
        this.camera = camera;
        this.changes = changes;
        this.meters = meters;
        this.calendar = new CityCalendar(
                config.site().timeZone(),
                config.site().holidays(),
                config.site().makeUpDays());
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

    /** The camera's second witness, new at each call; null when nothing is watched for. */
    @Nullable
    SceneModel sceneModel() {
        return camera.zones().isEmpty() ? null : new BackgroundScene(SceneSettings.defaults(), changes);
    }

    /** One rule for each zone, new at each call. */
    List<EventRule> rules(Hindsight hindsight) {
        GroundPlane ground = ground();
        List<EventRule> rules = new ArrayList<>();
        for (StreetwardConfig.Zone zone : camera.zones()) {
            if (zone.parking() != null) {
                rules.add(parking(zone, zone.parking()));
            } else if (zone.spillage() != null) {
                rules.add(spillage(zone, zone.spillage(), ground, hindsight));
            } else if (zone.vending() != null) {
                rules.add(new StreetVendingRule(zoneOf(zone), limits(zone.vending())));
            }
        }
        return rules;
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
                camera.address(),
                camera.publicNotice(),
                settings.getOrDefault(stay.zone().id(), new RuleSettings(Duration.ZERO)),
                config.models().detector(),
                EngineVersion.current());
    }

    private EventRule parking(StreetwardConfig.Zone zone, StreetwardConfig.Parking parking) {
        IllegalParkingRule rule = new IllegalParkingRule(zoneOf(zone), limits(parking));
        countRefused(zone, rule, IllegalParkingRule::placesRefused);
        return rule;
    }

    private EventRule spillage(
            StreetwardConfig.Zone zone,
            StreetwardConfig.Spillage spillage,
            @Nullable GroundPlane ground,
            Hindsight hindsight) {
        SpillageRule rule = new SpillageRule(zoneOf(zone), limits(spillage), ground, hindsight);
        countRefused(zone, rule, SpillageRule::spillsRefused);
        return rule;
    }

    private <T> void countRefused(StreetwardConfig.Zone zone, T rule, ToDoubleFunction<T> refused) {
        FunctionCounter.builder("streetward.rules.places.refused", rule, refused)
                .description("things not watched because a zone's list of places was full")
                .tag("camera", camera.id())
                .tag("zone", zone.id())
                .register(meters);
    }

    private ParkingLimits limits(StreetwardConfig.Parking parking) {
        return new ParkingLimits(
                parking.dwell(),
                parking.gap(),
                parking.leaveAfter(),
                kinds(parking.vehicles()),
                parking.minConfidence(),
                parking.permittedStops().stream()
                        .map(stop -> new PermittedStop(
                                kinds(stop.vehicles()), stop.upTo(), Hours.of(calendar, stop.hours(), List.of())))
                        .toList(),
                hours(parking));
    }

    private SpillageLimits limits(StreetwardConfig.Spillage spillage) {
        return SpillageLimits.of(spillage.dwell())
                .withLeaveAfter(spillage.leaveAfter())
                .withLeastSquareMetres(spillage.leastSquareMetres())
                .withMinConfidence(spillage.minConfidence())
                .withHours(hours(spillage));
    }

    private VendingLimits limits(StreetwardConfig.Vending vending) {
        List<List<Double>> threshold = vending.threshold();
        return new VendingLimits(
                vending.dwell(),
                vending.gap(),
                vending.leaveAfter(),
                vending.permittedStalls().stream()
                        .map(stall -> new NormalizedPolygon(points(stall)))
                        .toList(),
                threshold == null ? null : points(threshold),
                vending.minConfidence(),
                hours(vending));
    }

    private static List<NormalizedPoint> points(List<List<Double>> corners) {
        return corners.stream()
                .map(corner -> new NormalizedPoint(corner.get(0), corner.get(1)))
                .toList();
    }

    private Hours hours(StreetwardConfig.ZoneRule rule) {
        return Hours.of(calendar, rule.hours(), rule.exceptHours());
    }

    /** A detector that only says "vehicle" may mean any of the motor vehicles. */
    private static Set<ObjectKind> kinds(List<String> names) {
        EnumSet<ObjectKind> kinds = EnumSet.noneOf(ObjectKind.class);
        names.forEach(name -> kinds.add(ObjectKind.valueOf(name.toUpperCase(Locale.ROOT))));
        if (!kinds.contains(ObjectKind.TWO_WHEELER)) {
            kinds.add(ObjectKind.VEHICLE);
        }
        return kinds;
    }

    private @Nullable GroundPlane ground() {
        List<StreetwardConfig.GroundPoint> points = camera.ground();
        return points == null
                ? null
                : GroundPlane.of(
                        points.stream()
                                .map(point -> new NormalizedPoint(
                                        point.at().get(0), point.at().get(1)))
                                .toList(),
                        points.stream()
                                .map(point -> new GroundPoint(
                                        point.metres().get(0), point.metres().get(1)))
                                .toList());
    }

    private static Zone zoneOf(StreetwardConfig.Zone zone) {
        return new Zone(
                zone.id(),
                zone.name().isBlank() ? zone.id() : zone.name(),
                new NormalizedPolygon(points(zone.polygon())),
                zone.place());
    }
}
