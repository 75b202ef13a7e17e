package io.streetward.config;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything an administrator sets, as read from {@code streams.yaml} with every default filled in. Each key is explained
 * once, in the annotated {@code streams.yaml} of this module.
 */
public record StreetwardConfig(
        Site site,
        Storage storage,
        Server server,
        Models models,
        Inference inference,
        Decoding decoding,
        Evidence evidence,
        @Nullable Plates plates,
        CatalogueConfig catalogue,
        Sound sound,
        Map<String, Announcement> announcements,
        List<Sink> sinks,
        List<Speaker> speakers,
        List<Camera> cameras) {

    public StreetwardConfig {
        announcements = Map.copyOf(announcements);
        sinks = List.copyOf(sinks);
        speakers = List.copyOf(speakers);
        cameras = List.copyOf(cameras);
    }

    /**
     * The site.
     *
     * @param holidays days off, as the city's yearly notice lists them
     * @param makeUpDays weekend days that are worked in exchange
     */
    public record Site(String id, String name, ZoneId timeZone, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
        public Site {
            holidays = Set.copyOf(holidays);
            makeUpDays = Set.copyOf(makeUpDays);
        }
    }

    /**
     * Where cases are kept.
     *
     * @param dataDir as written; relative to the working directory
     * @param caseBook another place for the case book than a file in there; null keeps it there
     */
    public record Storage(String dataDir, @Nullable CaseBook caseBook) {}

    /** The database that cases are entered in. */
    public record CaseBook(Postgres postgres) {}

    /**
     * A schema of a PostgreSQL server. The password never stands in the file.
     *
     * @param url {@code jdbc:postgresql://host:port/database}, with neither user nor password
     * @param passwordEnv name of an environment variable; or
     * @param passwordFile path of a file that holds only the password
     */
    public record Postgres(
            String url,
            String user,
            @Nullable String passwordEnv,
            @Nullable String passwordFile,
            String schema) {}

    /**
     * The HTTP side.
     *
     * @param port 0 picks a free one
     * @param operators who may read and change cases; empty: nobody may
     */
    public record Server(String host, int port, List<Operator> operators) {
        public Server {
            operators = List.copyOf(operators);
        }
    }

    /**
     * A person or a system of the city's that may change cases.
     *
     * @param name as it stands in a case's history
     * @param tokenEnv name of the environment variable that holds the secret token
     */
    public record Operator(String name, String tokenEnv) {}

    /**
     * Which model finds objects.
     *
     * @param detector a bundle's name
     * @param residue name of the bundle that says what lies on a road; {@code none} does without
     * @param bundlesDir where the site's own bundles lie; searched before those that ship
     */
    public record Models(String detector, String residue, String bundlesDir) {}

    /**
     * How the one batch for all cameras is run.
     *
     * @param threads inference threads, each with a model of its own
     * @param intraOpThreads threads one inference may use
     */
    public record Inference(int threads, int intraOpThreads, int maxBatch, Duration maxWait) {}

    /**
     * What all cameras are decoded on.
     *
     * @param hardware {@code none}, {@code vaapi}, {@code cuda} or {@code qsv}
     */
    public record Decoding(String hardware) {}

    /**
     * How much of a recording a case keeps.
     *
     * @param preRoll recording before the vehicle stopped, at least
     * @param postRoll recording after the event was confirmed
     * @param maxClip longest single clip; a longer stay gets a second one
     * @param ringSeconds seconds of every camera held in memory
     * @param ringMegabytes bound on the same, per camera
     * @param redact what is blurred in pictures that leave the site
     * @param conditions for filing a case without a person's look
     */
    public record Evidence(
            Duration preRoll,
            Duration postRoll,
            Duration maxClip,
            int ringSeconds,
            int ringMegabytes,
            Redact redact,
            Conditions conditions) {}

    /**
     * What is blurred in pictures that leave the site; originals never are.
     *
     * @param persons everybody but the vendor of a vending case
     * @param plates number plates of vehicles that the case is not about
     */
    public record Redact(boolean persons, boolean plates) {}

    /**
     * What the evidence of a case must be; what is not goes to a person for review.
     *
     * @param minPictures untouched stills, at least
     * @param minInterval between the first and the last of them, where the event is that something stays
     * @param minWidth of each still, in pixels
     * @param minHeight of each still, in pixels
     * @param maxClockError how far the camera's clock may be off, where it was measured
     */
    public record Conditions(
            int minPictures, Duration minInterval, int minWidth, int minHeight, Duration maxClockError) {}

    /**
     * Whether number plates are read in the stills of a case; null when they are not.
     *
     * @param bundle name of a bundle that reads plates
     */
    public record Plates(String bundle) {}

    /**
     * Somebody who is told what happens to cases. Of the four sections the one that belongs to {@code type} is there; the
     * others are null.
     *
     * @param type {@code webhook}, {@code mqtt}, {@code kafka} or {@code viid}
     * @param url as written; its form depends on the type
     * @param events what it is told of; empty: everything
     * @param states of state events only those into these; empty: into any
     * @param from {@code now} or {@code beginning}
     * @param parallel how many cases it is told of at the same time
     * @param secretEnv name of an environment variable; or
     * @param secretFile path of a file that holds only the secret; neither: bodies are not signed
     * @param caFile whom to trust instead of the system's authorities
     */
    public record Sink(
            String id,
            String type,
            String url,
            List<String> events,
            List<String> states,
            String from,
            int parallel,
            Duration timeout,
            SinkRetry retry,
            @Nullable String secretEnv,
            @Nullable String secretFile,
            @Nullable Credentials credentials,
            @Nullable String caFile,
            @Nullable Webhook webhook,
            @Nullable Mqtt mqtt,
            @Nullable Kafka kafka,
            @Nullable Viid viid) {
        public Sink {
            events = List.copyOf(events);
            states = List.copyOf(states);
        }
    }

    /**
     * When a sink is tried again.
     *
     * @param refusals how often one event is refused before it is given up
     */
    public record SinkRetry(Duration first, Duration longest, int refusals) {}

    /**
     * What a webhook posts.
     *
     * @param template path of a Mustache file; null: the payload as it is
     * @param formField field of a posted form that holds the JSON; null: JSON is posted
     * @param pictures {@code none}, {@code url} or {@code inline}
     * @param picturesUrl of {@code url}: what stands before {@code /CASE/FILE}
     * @param picturesMegabytes of {@code inline}: bound on those of one event
     */
    public record Webhook(
            @Nullable String template,
            @Nullable String formField,
            String pictures,
            @Nullable String picturesUrl,
            int picturesMegabytes) {}

    /**
     * Where events are published.
     *
     * @param topic with slots
     * @param clientId null: made from site and sink
     */
    public record Mqtt(String topic, @Nullable String clientId) {}

    /** Where events are appended. */
    public record Kafka(String topic) {}

    /**
     * How the site is known at a GA/T 1400 platform.
     *
     * @param deviceId 20 digits
     * @param keepAlive time between two signs of life
     * @param eventSorts the platform's numbers by event, over those that come with the engine
     */
    public record Viid(String deviceId, Duration keepAlive, Map<String, Integer> eventSorts) {
        public Viid {
            eventSorts = Map.copyOf(eventSorts);
        }
    }

    /**
     * How announcements sound.
     *
     * @param language {@code zh} or {@code en}: of the announcements that ship
     * @param speaksFor who speaks; null: the wording that ships says
     * @param loudness integrated loudness, LUFS
     * @param pronunciations pinyin with tone numbers, by Chinese or other word
     * @param cacheMegabytes bound on finished clips kept on disk; 0 keeps none
     */
    public record Sound(
            String language,
            @Nullable String speaksFor,
            double loudness,
            Map<String, String> pronunciations,
            int cacheMegabytes) {
        public Sound {
            pronunciations = Map.copyOf(pronunciations);
        }
    }

    /**
     * What is said: a recording, words, or a recording with the words that are said where it cannot be played.
     *
     * @param text spoken by espeak-ng; slots {@code {who}}, {@code {place}}, {@code {conduct}}, {@code {alternative}},
     *     {@code {time}}
     * @param clip a recorded file
     * @param voice espeak-ng voice for {@code text}; null: Mandarin for Chinese text, else English
     * @param gong whether two tones come first
     */
    public record Announcement(
            @Nullable String text,
            @Nullable String clip,
            @Nullable String voice,
            int wordsPerMinute,
            boolean gong) {}

    /**
     * A loudspeaker.
     *
     * @param gainDb louder or softer than the site's loudness
     */
    public record Speaker(String id, double gainDb, Rtp rtp) {}

    /**
     * RTP paging, unicast or multicast (RFC 3550, RFC 3551).
     *
     * @param codec {@code pcma} or {@code pcmu}
     * @param ttl multicast time to live
     * @param networkInterface for multicast; null lets the system choose
     */
    public record Rtp(
            String host,
            int port,
            String codec,
            int ttl,
            @Nullable String networkInterface) {}

    /**
     * One camera.
     *
     * @param address where the device stands, as its public notice says; empty when not said
     * @param publicNotice number of the notice that announces the device to the public; null when there is none
     * @param url the main stream: evidence is kept from it
     * @param analysis a smaller stream to analyse; null analyses the main one
     * @param transport {@code tcp}, {@code udp} or {@code auto}
     * @param keyframeTimeout time without a keyframe after which that is reported
     * @param pictureTimeout time without any change after which the picture counts as frozen
     * @param unauthorisedRetry wait after the camera refused the log-in
     * @param playback {@code loop} or {@code once}, of a file
     * @param ground four points with their places in metres; null when the camera is not calibrated
     * @param speaker id of the loudspeaker beside it; null when there is none
     * @param location where it looks; null when nobody said
     */
    public record Camera(
            String id,
            String name,
            String address,
            @Nullable String publicNotice,
            URI url,
            @Nullable Analysis analysis,
            @Nullable Credentials credentials,
            String transport,
            Tls tls,
            Duration openTimeout,
            Duration readTimeout,
            Duration keyframeTimeout,
            Duration pictureTimeout,
            Duration unauthorisedRetry,
            String playback,
            Decode decode,
            @Nullable String speaker,
            CatalogueConfig.@Nullable Location location,
            @Nullable List<GroundPoint> ground,
            List<Zone> zones) {
        public Camera {
            ground = ground == null ? null : List.copyOf(ground);
            zones = List.copyOf(zones);
        }
    }

    /** The stream that is analysed where it is not the main one. */
    public record Analysis(URI url) {}

    /**
     * Whom to believe over TLS.
     *
     * @param caFile PEM file to trust instead of the system's authorities
     */
    public record Tls(boolean verify, @Nullable String caFile) {}

    /**
     * Where a camera's password comes from; it never stands in the file.
     *
     * @param passwordEnv name of an environment variable; or
     * @param passwordFile path of a file that holds only the password
     */
    public record Credentials(
            String user,
            @Nullable String passwordEnv,
            @Nullable String passwordFile) {}

    /**
     * Which pictures are decoded and looked at.
     *
     * @param policy {@code all} decodes every picture, {@code keyframes} only those
     * @param analyseEvery shortest media time between two pictures looked at
     */
    public record Decode(String policy, Duration analyseEvery) {}

    /**
     * A point of the picture and where on the ground it lies.
     *
     * @param at [x, y], 0..1 of the picture, origin top left
     * @param metres [east, north] of a point of the administrator's choice
     */
    public record GroundPoint(List<Double> at, List<Double> metres) {
        public GroundPoint {
            at = List.copyOf(at);
            metres = List.copyOf(metres);
        }
    }

    /**
     * A piece of ground. Of the three sections the one that belongs to {@code kind} is there, filled in from the file's
     * {@code rules} and the defaults; the others are null.
     *
     * @param kind {@code no_parking}, {@code no_vending}, {@code shop_front} or {@code carriageway}
     * @param alternative where it may be done instead, spoken in announcements; null: the wording that ships says
     * @param place the same word for zones that show the same ground; null when no other does
     * @param polygon corners as [x, y], 0..1 of the picture, origin top left
     * @param location where it lies, where that differs from the camera's; null where it does not
     */
    public record Zone(
            String id,
            String name,
            String kind,
            @Nullable String alternative,
            @Nullable String place,
            List<List<Double>> polygon,
            CatalogueConfig.@Nullable Location location,
            @Nullable Parking parking,
            @Nullable Vending vending,
            @Nullable Spillage spillage) {
        public Zone {
            polygon = points(polygon);
        }

        /** The settings of the rule that holds here. */
        public ZoneRule rule() {
            return Stream.<ZoneRule>of(parking, vending, spillage)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("zone " + id + " without a rule"));
        }
    }

    /** What the settings of all rules have in common. */
    public sealed interface ZoneRule permits Parking, Vending, Spillage {
        /** Media time something may stay. */
        Duration dwell();

        /** When the rule holds, as {@code "Mon-Fri 08:00-22:00"}; empty: always. */
        List<String> hours();

        /** When it does not, within those. */
        List<String> exceptHours();

        /** Key of what is said when a case is filed; null says nothing. */
        @Nullable
        String announcement();
    }

    /**
     * When standing becomes illegal parking.
     *
     * @param vehicles kinds that may not stand here
     * @param gap how long a vehicle may be out of sight and still be the same stay
     * @param leaveAfter how long its place must be seen empty before it has left
     * @param minConfidence least confidence for a case, 0..1
     */
    public record Parking(
            Duration dwell,
            List<String> vehicles,
            List<PermittedStop> permittedStops,
            Duration gap,
            Duration leaveAfter,
            double minConfidence,
            List<String> hours,
            List<String> exceptHours,
            @Nullable String announcement)
            implements ZoneRule {
        public Parking {
            vehicles = List.copyOf(vehicles);
            permittedStops = List.copyOf(permittedStops);
            hours = List.copyOf(hours);
            exceptHours = List.copyOf(exceptHours);
        }
    }

    /**
     * Vehicles that may stop longer.
     *
     * @param hours when; empty: always
     */
    public record PermittedStop(List<String> vehicles, Duration upTo, List<String> hours) {
        public PermittedStop {
            vehicles = List.copyOf(vehicles);
            hours = List.copyOf(hours);
        }
    }

    /**
     * When goods and a vendor become street vending, or shop overflow.
     *
     * @param permittedStalls polygons within which stalls may stand
     * @param threshold of a shop front: the line goods may not cross, the shop to its left; null elsewhere
     */
    public record Vending(
            Duration dwell,
            List<List<List<Double>>> permittedStalls,
            @Nullable List<List<Double>> threshold,
            Duration gap,
            Duration leaveAfter,
            double minConfidence,
            List<String> hours,
            List<String> exceptHours,
            @Nullable String announcement)
            implements ZoneRule {
        public Vending {
            permittedStalls =
                    permittedStalls.stream().map(StreetwardConfig::points).toList();
            threshold = threshold == null ? null : points(threshold);
            hours = List.copyOf(hours);
            exceptHours = List.copyOf(exceptHours);
        }
    }

    /**
     * When something on the road becomes spillage.
     *
     * @param leastSquareMetres least area; not asked for without ground points
     */
    public record Spillage(
            Duration dwell,
            double leastSquareMetres,
            Duration leaveAfter,
            double minConfidence,
            List<String> hours,
            List<String> exceptHours,
            @Nullable String announcement)
            implements ZoneRule {
        public Spillage {
            hours = List.copyOf(hours);
            exceptHours = List.copyOf(exceptHours);
        }
    }

    private static List<List<Double>> points(List<List<Double>> points) {
        return points.stream().map(List::copyOf).toList();
    }
}
