package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.track.KindVote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the picture and what is known of the thing at it. A candidate at first, whose box follows the latest
 * sightings; once the thing has been seen to stand, the box is the median of what was seen and hardly moves any more, so
 * that a thing that creeps on leaves its place.
 */
final class Place {
    private static final int BOX_CAPACITY = 32;
    private static final double BOX_SPACING_S = 0.5;
    /** A candidate's box is worked out no more often than this; medians at 25 frames/s would cost more than tracking. */
    private static final double BOX_REFRESH_S = 0.15;

    /** Overlap of two boxes that wobble little; what passes reaches it for a moment only. */
    private static final double TIGHT_IOU = 0.7;

    private static final double LEAST_APART_S = 0.8;
    private final UUID id = UUID.randomUUID();
    private final DwellSettings settings;
    private final double standingAfterS;
    private final double leaveAfterS;
    private final Presence presence;
    private final KindVote kind = new KindVote();
    private final OwnTrack ownTrack = new OwnTrack();
    private final SightingLog recent = new SightingLog();
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
            box = StandingFit.medianBox(recent.since(sighting.atS() - standingAfterS).stream()
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
        ownTrack.follow(sighting, box);
    }

    boolean hasTrackElsewhere() {
        return isStanding() && ownTrack.isElsewhere();
    }

    /** Whether the thing's own track is elsewhere, and here is another that came from elsewhere. */
    boolean isReplacedBy(Sighting sighting) {
        return hasTrackElsewhere() && agrees(sighting.box()) && ownTrack.isNewcomer(sighting, box);
    }

    private void count(Sighting sighting) {
        ownTrack.sawAtPlace(sighting);
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

    /** Makes it a stay if the thing is found to stand, dated back to when it came to. */
    boolean tryToStand(Zone zone, List<Place> candidates) {
        List<SightingLog> others = candidates.stream()
                .filter(p -> p != this && !p.isStanding())
                .map(p -> p.recent)
                .toList();
        Standstill found = stands(latest) ? Standstill.find(recent, others, zone, settings) : null;
        if (found == null) {
            return false;
        }
        start = found.start();
        seenArriving = found.seenArriving();
        longestUnseenS = 0;
        found.run().forEach(this::addToSample);
        return true;
    }

    /** The thing has gone: the last sighting is the one before it began to move off. */
    void close() {
        Sighting after = unproven;
        latest = after != null && after.atS() - latest.atS() <= leaveAfterS ? after : recent.lastAtRest();
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
