package io.streetward.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each value is right about by itself but which makes no sense together. */
final class Coherence {
    /** Announcements that need no entry: the wording that ships, in the site's language or in the one named. */
    private static final Set<String> SHIPPED = Set.of("default", "default-zh", "default-en");

    private final YamlTree tree;
    private final StreetwardConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    Coherence(YamlTree tree, StreetwardConfig config) {
        this.tree = tree;
        this.config = config;
    }

    List<ConfigProblem> problems() {
        checkCaseBook();
        checkAnnouncements();
        checkSpeakers();
        checkSinks();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < config.cameras().size(); i++) {
            checkCamera(config.cameras().get(i), "/cameras/" + i, seen);
        }
        checkRing();
        problems.addAll(new CatalogueCoherence(tree, config.catalogue()).problems());
        return problems;
    }

    private void checkCaseBook() {
        StreetwardConfig.CaseBook caseBook = config.storage().caseBook();
        if (caseBook == null) {
            return;
        }
        String at = "/storage/caseBook/postgres";
        StreetwardConfig.Postgres postgres = caseBook.postgres();
        if (postgres.url().matches(".*([?&](user|password)=|@).*")) {
            add(
                    at + "/url",
                    "holds a user name or password; move them to \"user\", the password to an environment variable or a"
                            + " file");
        }
        if ((postgres.passwordEnv() == null) == (postgres.passwordFile() == null)) {
            add(at, "expected either passwordEnv or passwordFile, exactly one of them");
        }
    }

    private void checkAnnouncements() {
        config.announcements().forEach((key, said) -> {
            if (said.text() == null && said.clip() == null) {
                add("/announcements/" + YamlTree.escape(key), "expected text, or clip, or a clip and its text");
            }
        });
    }

    private void checkSpeakers() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < config.speakers().size(); i++) {
            String id = config.speakers().get(i).id();
            if (!seen.add(id)) {
                add("/speakers/" + i + "/id", "a second speaker \"" + id + "\"; ids are unique");
            }
        }
    }

    private void checkSinks() {
        for (int i = 0; i < config.sinks().size(); i++) {
            StreetwardConfig.SinkRetry retry = config.sinks().get(i).retry();
            if (retry.first().isZero() || retry.longest().compareTo(retry.first()) < 0) {
                add("/sinks/" + i + "/retry", "expected first to be more than nothing, and longest no less than first");
            }
        }
    }

    private void checkCamera(StreetwardConfig.Camera camera, String at, Set<String> seen) {
        if (!seen.add(camera.id())) {
            add(at + "/id", "a second camera \"" + camera.id() + "\"; ids are unique");
        }
        checkAddress(camera.url(), at + "/url");
        StreetwardConfig.Analysis analysis = camera.analysis();
        if (analysis != null) {
            checkAddress(analysis.url(), at + "/analysis/url");
            if (analysis.url().equals(camera.url())) {
                add(at + "/analysis/url", "the same stream as url; leave analysis out to analyse the main stream");
            }
        }
        if (camera.tls().caFile() != null && !camera.tls().verify()) {
            add(at + "/tls/caFile", "of no use with verify: false; remove one of the two");
        }
        StreetwardConfig.Credentials credentials = camera.credentials();
        if (credentials != null && (credentials.passwordEnv() == null) == (credentials.passwordFile() == null)) {
            add(at + "/credentials", "expected either passwordEnv or passwordFile, exactly one of them");
        }
        Set<String> speakers =
                config.speakers().stream().map(StreetwardConfig.Speaker::id).collect(Collectors.toSet());
        String speaker = camera.speaker();
        if (speaker != null && !speakers.contains(speaker)) {
            add(at + "/speaker", "no speaker \"" + speaker + "\"." + NearMiss.hint(speaker, speakers));
        }
        checkLocation(camera.location(), at + "/location");
        Set<String> zones = new HashSet<>();
        for (int i = 0; i < camera.zones().size(); i++) {
            checkZone(camera, camera.zones().get(i), at + "/zones/" + i, zones);
        }
    }

    private void checkAddress(URI url, String at) {
        boolean file = "file".equals(url.getScheme());
        if (!file && url.getHost() == null) {
            add(at, "\"" + url.getScheme() + "://…\" names no host; expected rtsp://host:port/path");
        }
        if (url.getUserInfo() != null) {
            add(
                    at,
                    "holds a user name or password; move them to \"credentials\", the password to an"
                            + " environment variable or a file");
        }
    }

    private void checkZone(StreetwardConfig.Camera camera, StreetwardConfig.Zone zone, String at, Set<String> seen) {
        if (!seen.add(zone.id())) {
            add(at + "/id", "a second zone \"" + zone.id() + "\" of camera \"" + camera.id() + "\"; ids are unique");
        }
        if (PolygonShape.crossesItself(zone.polygon())) {
            add(at + "/polygon", "the polygon crosses itself; list its corners in order around the zone");
        }
        checkLocation(zone.location(), at + "/location");
        checkRule(camera, zone, at);
        checkShopFront(zone, at);
    }

    private void checkLocation(CatalogueConfig.@Nullable Location location, String at) {
        if (location != null
                && location.coordinates() != null
                && Math.abs(location.coordinates().get(1)) > 90) {
            add(at + "/coordinates/1", "no latitude; expected longitude first, then latitude");
        }
    }

    private void checkRule(StreetwardConfig.Camera camera, StreetwardConfig.Zone zone, String zoneAt) {
        StreetwardConfig.ZoneRule rule = zone.rule();
        String at = zoneAt + "/" + ZoneRules.sectionOf(zone.kind());
        if (rule.dwell().compareTo(camera.decode().analyseEvery().multipliedBy(2)) < 0) {
            add(
                    at + "/dwell",
                    "shorter than two looks of the camera (analyseEvery "
                            + camera.decode().analyseEvery().toMillis() + " ms); standing cannot be told from passing");
        }
        String said = rule.announcement();
        Set<String> known = new TreeSet<>(SHIPPED);
        known.addAll(config.announcements().keySet());
        if (said != null && !SHIPPED.contains(said) && !config.announcements().containsKey(said)) {
            add(at + "/announcement", "no announcement \"" + said + "\"." + NearMiss.hint(said, known));
        }
        if (said != null && camera.speaker() == null) {
            add(
                    at + "/announcement",
                    "camera \"" + camera.id()
                            + "\" has no speaker to say it on; give the camera a speaker or remove the announcement");
        }
        if (rule instanceof StreetwardConfig.Parking parking
                && parking.vehicles().contains("two_wheeler")
                && parking.vehicles().size() > 1) {
            add(at + "/vehicles", "two_wheeler stands alone; draw a second zone for the motor vehicles");
        }
    }

    private void checkShopFront(StreetwardConfig.Zone zone, String at) {
        StreetwardConfig.Vending vending = zone.vending();
        boolean shop = "shop_front".equals(zone.kind());
        if (vending == null) {
            return;
        }
        if (shop && vending.threshold() == null) {
            add(at + "/vending", "a shop_front needs its threshold: the line that goods may not cross");
        } else if (!shop && vending.threshold() != null) {
            add(at + "/vending/threshold", "only a shop_front has one; change the kind or remove the line");
        }
    }

    private void checkRing() {
        Duration ring = Duration.ofSeconds(config.evidence().ringSeconds());
        // A stop is noticed a few seconds after it happened; until then the pre-roll must still be in memory.
        Duration needed = config.evidence().preRoll().plusSeconds(10);
        if (ring.compareTo(needed) < 0) {
            add(
                    "/evidence/ringSeconds",
                    "too short for a pre-roll of " + config.evidence().preRoll().toSeconds() + " s; expected at least "
                            + needed.toSeconds());
        }
    }

    private void add(String pointer, String problem) {
        problems.add(tree.problem(pointer, problem));
    }
}
