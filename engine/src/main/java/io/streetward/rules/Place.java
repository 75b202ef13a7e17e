package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.track.KindVote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the picture and what is known of the thing at it. A candidate at first, whose box follows the latest
 * sightings; once the thing has been seen to stand, the box is the median of what was seen and hardly moves any more, so
 * that a thing that creeps on leaves its place.
 */
final class Place {
    /** 10 s at 25 frames/s: enough to date a start back and an end. */
    private static final int RECENT_CAPACITY = 256;

    private static final int BOX_CAPACITY = 32;
    private static final double BOX_SPACING_S = 0.5;
    /** A candidate's box is worked out no more often than this; medians at 25 frames/s would cost more than tracking. */
    private static final double BOX_REFRESH_S = 0.15;

    private static final int LEAST_SIGHTINGS = 3;
    private static final int LEAST_FOR_FIT = 4;
    /** Standard deviation of the centre, in box sizes. Things that pass at random within the agreed overlap have 0.19. */
    private static final double GREATEST_SPREAD = 0.12;

    private static final double END_WINDOW_S = 15;
    private static final double END_DOUBT_S = 2;
    /** Overlap of two boxes that wobble little; what passes reaches it for a moment only. */
    private static final double TIGHT_IOU = 0.7;

    private static final double LEAST_APART_S = 0.8;
    /** Overlap below which a thing is no longer at a place. */
    private static final double ELSEWHERE_IOU = 0.2;

    private final UUID id = UUID.randomUUID();
    private final DwellSettings settings;
    private final double standingAfterS;
    private final double leaveAfterS;
    private final Presence presence;
    private final KindVote kind = new KindVote();
    /** Oldest first. */
    private final List<Sighting> recent = new ArrayList<>();
    /** The sightings that make the box of a standing thing, spaced; the first ones, so that the place stays put. */
    private final List<Sighting> sample = new ArrayList<>();

    private NormalizedBox box;
    private double boxAtS;
    private final Sighting first;
    private Sighting latest;
    private @Nullable Sighting start;
    /** Seen at this place after {@code latest} by a track too young to tell whether it stands. */
    private @Nullable Sighting unproven;

    private boolean seenArriving;
    private double confidenceSum;
    private long sightings;
    private double longestUnseenS;
    private long ownTrack;
    private int ownCredits;
    private boolean ownTrackLeft;

    Place(DwellSettings settings, Sighting sighting) {
        this.settings = settings;
        leaveAfterS = Dwell.seconds(settings.leaveAfter());
        standingAfterS = Dwell.seconds(settings.standingAfter());
        presence = new Presence(sighting.atS(), leaveAfterS);
        box = sighting.box();
        first = sighting;
        latest = sighting;
        count(sighting);
    }

    void see(Sighting seen, double sinceLastLookS) {
        Sighting sighting = seen.missedFor(presence.emptySlots());
        presence.record(Look.SEEN, sighting.atS(), sinceLastLookS);
        longestUnseenS = Math.max(longestUnseenS, sighting.atS() - latest.atS());
        latest = sighting;
        unproven = null;
        count(sighting);
        if (isStanding()) {
            addToSample(sighting);
        } else if (sighting.atS() - boxAtS >= BOX_REFRESH_S) {
            boxAtS = sighting.atS();
            box = StandingFit.medianBox(since(sighting.atS() - standingAfterS).stream()
                    .map(Sighting::box)
                    .toList());
        }
    }

    void miss(Look look, double nowS, double sinceLastLookS) {
        presence.record(look, nowS, sinceLastLookS);
    }

    /** Something is at this place of which it is not known, or known not, that it stands. */
    void doubt(Sighting sighting, double sinceLastLookS) {
        presence.record(Look.UNCLEAR, sighting.atS(), sinceLastLookS);
        if (!mayStand(sighting)) {
            unproven = null;
        } else if (unproven == null || sighting.atS() - unproven.atS() > leaveAfterS) {
            unproven = sighting;
        }
    }

    /** Takes note of where the thing's own track is. */
    void follow(Sighting sighting) {
        if (sighting.trackId() == ownTrack && ownCredits >= LEAST_SIGHTINGS) {
            ownTrackLeft = box.iou(sighting.box()) < ELSEWHERE_IOU;
        }
    }

    /** Whether the thing's own track is elsewhere; alone it proves nothing, for tracks change places now and then. */
    boolean hasLeft() {
        return isStanding() && ownTrackLeft;
    }

    /** Whether, the own track being elsewhere, here is another that came from elsewhere. */
    boolean isReplacedBy(Sighting sighting) {
        return hasLeft()
                && sighting.trackId() != ownTrack
                && agrees(sighting.box())
                && box.iou(sighting.origin()) < ELSEWHERE_IOU;
    }

    private void count(Sighting sighting) {
        if (sighting.trackId() != ownTrack) {
            ownTrack = sighting.trackId();
            ownCredits = 0;
            ownTrackLeft = false;
        }
        ownCredits++;
        if (recent.size() == RECENT_CAPACITY) {
            recent.remove(0);
        }
        recent.add(sighting);
        kind.add(sighting.kind(), sighting.confidence());
        confidenceSum += sighting.confidence();
        sightings++;
    }

    private void addToSample(Sighting sighting) {
        boolean spaced = sample.isEmpty()
                || sighting.atS() - sample.get(sample.size() - 1).atS() >= BOX_SPACING_S;
        if (sample.size() < BOX_CAPACITY && spaced) {
            sample.add(sighting);
            box = StandingFit.medianBox(sample.stream().map(Sighting::box).toList());
        }
    }

    private List<Sighting> since(double fromS) {
        int i = recent.size();
        while (i > 0 && recent.get(i - 1).atS() >= fromS) {
            i--;
        }
        return recent.subList(i, recent.size());
    }

    /**
     * Decides whether the thing stands, and since when. The box and its noise come from the newest sightings alone, so that
     * the last of a slow approach does not pass for standing.
     *
     * @param zone must hold the standing box
     * @param candidates all that are watched; those at this place may have seen the end of the approach
     */
    boolean tryToStand(Zone zone, List<Place> candidates) {
        if (latest.atS() - recent.get(0).atS() < standingAfterS || !stands(latest)) {
            return false;
        }
        List<Sighting> newest = since(latest.atS() - standingAfterS / 2);
        if (newest.size() < LEAST_FOR_FIT) {
            newest = recent.subList(Math.max(0, recent.size() - LEAST_FOR_FIT), recent.size());
        }
        List<Sighting> run = recent.subList(StandingFit.of(newest).start(recent), recent.size());
        if (run.size() < LEAST_SIGHTINGS || latest.atS() - run.get(0).atS() < standingAfterS) {
            return false;
        }
        StandingFit fit = StandingFit.of(run);
        if (!isStill(run, fit) || !isMostlySeen(run) || !zone.holds(fit.box())) {
            return false;
        }
        List<Sighting> all = sightingsAt(fit.box(), candidates);
        int stop = fit.start(all);
        start = all.get(stop);
        seenArriving = stop > 0;
        longestUnseenS = 0;
        run.forEach(this::addToSample);
        return true;
    }

    /** Neither drifting, as a thing that creeps, nor scattered, as different things that pass. */
    private boolean isStill(List<Sighting> run, StandingFit fit) {
        List<Sighting> newest = since(latest.atS() - standingAfterS);
        return fit.spread() <= GREATEST_SPREAD
                && StandingFit.speed(run) < settings.standingSpeed()
                && newest.size() >= 2
                && StandingFit.speed(newest) < settings.standingSpeed();
    }

    private boolean isMostlySeen(List<Sighting> run) {
        long seen = run.stream().mapToLong(s -> (long) s.atS()).distinct().count();
        long missed = run.stream().skip(1).mapToLong(Sighting::missedS).sum();
        return seen >= settings.leastSeenShare() * (seen + missed);
    }

    /** While a thing comes to a halt, sightings of its last moves and first moments may lie with another candidate. */
    private List<Sighting> sightingsAt(NormalizedBox standing, List<Place> candidates) {
        double fromS = recent.get(0).atS() - standingAfterS;
        Set<NormalizedBox> own = recent.stream().map(Sighting::box).collect(Collectors.toSet());
        return Stream.concat(
                        recent.stream(),
                        candidates.stream()
                                .filter(p -> !p.isStanding())
                                .flatMap(p -> p.since(fromS).stream())
                                .filter(s -> standing.iou(s.box()) >= settings.agreeIou() && own.add(s.box())))
                .sorted(Comparator.comparingDouble(Sighting::atS))
                .toList();
    }

    /** The thing has gone: the last sighting is the one before it began to move off. */
    void close() {
        Sighting after = unproven;
        if (after != null && after.atS() - latest.atS() <= leaveAfterS) {
            latest = after;
            return;
        }
        List<Sighting> last = since(latest.atS() - END_WINDOW_S);
        int doubtful = last.size() - since(latest.atS() - END_DOUBT_S).size();
        if (doubtful < LEAST_FOR_FIT) {
            return;
        }
        latest = last.get(
                Math.max(doubtful - 1, StandingFit.of(last.subList(0, doubtful)).end(last)));
    }

    boolean agrees(NormalizedBox other) {
        return box.iou(other) >= settings.agreeIou();
    }

    /**
     * Whether a sighting at this place is the thing itself and not something passing: its track stands, or is young and this
     * is the second time that something is just here.
     */
    boolean credits(Sighting sighting) {
        if (!isStanding()) {
            return true;
        }
        if (sighting.speed().isPresent()) {
            return stands(sighting);
        }
        double apartS = unproven == null ? 0 : sighting.atS() - unproven.atS();
        return mayStand(sighting) && apartS >= LEAST_APART_S && apartS <= leaveAfterS;
    }

    private boolean stands(Sighting sighting) {
        return sighting.speed().orElse(Double.MAX_VALUE) < settings.movingSpeed();
    }

    private boolean mayStand(Sighting sighting) {
        return sighting.speed().isEmpty() && box.iou(sighting.box()) >= TIGHT_IOU;
    }

    boolean isGone(double nowS) {
        return presence.isGone() || isOutOfTouch(nowS);
    }

    boolean isOutOfTouch(double nowS) {
        return nowS - latest.atS() > Dwell.seconds(settings.gap());
    }

    boolean isStanding() {
        return start != null;
    }

    UUID id() {
        return id;
    }

    NormalizedBox box() {
        return box;
    }

    ObjectKind kind() {
        return kind.winner();
    }

    /** When it came to stand; for a candidate, when it was first seen. */
    Sighting start() {
        return start == null ? first : start;
    }

    FrameRef latest() {
        return latest.frame();
    }

    double watchedS() {
        return latest.atS() - first.atS();
    }

    Duration dwell() {
        Duration dwell = latest.frame().pts().since(start().frame().pts());
        return dwell.isNegative() ? Duration.ZERO : dwell;
    }

    boolean seenArriving() {
        return seenArriving;
    }

    double confidence() {
        return confidenceSum / sightings;
    }

    /** Whether it was seen in enough of the clear views to be one thing that stays and not several that pass. */
    boolean isMostlySeen() {
        return presence.seenSlots() >= settings.leastSeenShare() * presence.clearSlots();
    }

    Presence presence() {
        return presence;
    }

    double longestUnseenS() {
        return longestUnseenS;
    }
}
