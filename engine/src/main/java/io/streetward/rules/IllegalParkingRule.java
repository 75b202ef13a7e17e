package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.track.KindVote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A vehicle that stands in a no-parking zone beyond the permitted dwell.
 *
 * <p>It is in the zone when the bottom centre of the box in which it stands is. One that stood there in the first frame is a
 * stay like any other, dated from that frame, and the reasons say so. A stay is confirmed only in a frame in which the
 * vehicle is seen: hidden at the limit, it is confirmed when it comes to sight again.
 */
public final class IllegalParkingRule implements EventRule {
    /** Shorter spells out of sight are not worth an operator's attention. */
    private static final Duration TOLD_GAP = Duration.ofSeconds(5);

    private enum Said {
        NOTICED,
        CONFIRMED
    }

    private final Zone zone;
    private final ParkingLimits limits;
    private final Dwell dwell;
    private final Map<UUID, Said> said = new HashMap<>();

    public IllegalParkingRule(Zone zone, ParkingLimits limits) {
        this.zone = zone;
        this.limits = limits;
        DwellSettings settings =
                DwellSettings.defaults().withLeaveAfter(limits.leaveAfter()).withGap(limits.gap());
        ObjectKind any = limits.kinds().iterator().next();
        dwell = new Dwell(settings, zone, kind -> KindVote.sameFamily(any, kind));
    }

    @Override
    public EventKind kind() {
        return EventKind.ILLEGAL_PARKING;
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public List<Observation> observe(StreetView view) {
        List<Observation> news = new ArrayList<>();
        Dwell.Stays stays = dwell.update(view.tracks());
        for (Place place : stays.ended()) {
            Said before = said.remove(place.id());
            if (before != null) {
                news.add(new Observation.Ended(stay(place), before == Said.CONFIRMED));
            }
        }
        for (Place place : stays.standing()) {
            if (limits.kinds().contains(place.kind())) {
                judge(place, news);
            }
        }
        return news;
    }

    /** How often a vehicle was left out because as many places were watched as the bound allows. */
    public long placesRefused() {
        return dwell.refused();
    }

    /** Places watched now, stays and candidates; bounded. */
    int placesWatched() {
        return dwell.size();
    }

    private void judge(Place place, List<Observation> news) {
        if (said.putIfAbsent(place.id(), Said.NOTICED) == null) {
            news.add(new Observation.Noticed(stay(place)));
        }
        boolean tooLong = place.dwell().compareTo(limits.dwellLimit()) >= 0;
        if (tooLong && place.confidence() >= limits.minConfidence() && place.isMostlySeen()) {
            if (said.put(place.id(), Said.CONFIRMED) == Said.NOTICED) {
                news.add(new Observation.Confirmed(stay(place), reasons(place), List.of(), List.of()));
            }
        }
    }

    private Stay stay(Place place) {
        return new Stay(
                place.id(),
                kind(),
                zone,
                place.kind(),
                place.box().clipped(),
                place.start().frame(),
                place.latest(),
                place.dwell(),
                place.confidence());
    }

    private List<String> reasons(Place place) {
        List<String> reasons = new ArrayList<>();
        String what = place.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        reasons.add(String.format(
                Locale.ROOT,
                "%s stood %s in no-parking zone \"%s\"; limit %s",
                what,
                inWords(place.dwell()),
                zone.name(),
                inWords(limits.dwellLimit())));
        if (dwell.wasThereBefore(place)) {
            reasons.add("already there when watching began, so it may have stood longer");
        }
        Duration unseen = Duration.ofMillis(Math.round(place.longestUnseenS() * 1000));
        if (unseen.compareTo(TOLD_GAP) >= 0) {
            reasons.add("out of sight for up to " + inWords(unseen)
                    + " meanwhile, seen at the same place before and after");
        }
        reasons.add(String.format(
                Locale.ROOT,
                "seen in %d of %d one-second looks with a clear view; detector's mean score %.2f",
                place.presence().seenSlots(),
                place.presence().clearSlots(),
                place.confidence()));
        return reasons;
    }

    /** Whole seconds, rounded down, so that "stood" never says more than was seen. */
    private static String inWords(Duration duration) {
        long s = duration.toSeconds();
        return s < 120 ? s + " s" : s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
    }
}
