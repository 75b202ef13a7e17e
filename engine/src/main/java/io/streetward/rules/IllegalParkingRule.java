package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.track.KindVote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A vehicle that stands in a no-parking zone beyond the permitted dwell.
 *
 * <p>It is in the zone when the bottom centre of the box in which it stands is. One that stood there in the first frame is a
 * stay like any other, dated from that frame, and the reasons say so. A stay is confirmed only in a frame in which the
 * vehicle is seen: hidden at the limit, it is confirmed when it comes to sight again.
 *
 * <p>Outside its hours the rule notices and confirms nothing, and time before them does not count; what was confirmed within
 * them is followed to its end. A vehicle that stands in a queue is not confirmed until the queue has gone and it has not,
 * or until it has stood for so long that it makes no difference: {@value #JAM_TIMES} times the limit, at least
 * {@value #JAM_AT_LEAST_S} s; the reasons then say that it stands in a line.
 */
public final class IllegalParkingRule implements EventRule {
    /** A jam that holds a lane for so long is the operator's business too. */
    private static final int JAM_TIMES = 3;

    private static final int JAM_AT_LEAST_S = 300;

    private enum Said {
        NOTICED,
        CONFIRMED
    }

    private final Zone zone;
    private final ParkingLimits limits;
    private final Dwell dwell;
    private final HeldTime held;
    private final QueueWatch queues;
    private final ParkingReasons reasons;
    private final Map<UUID, Said> said = new HashMap<>();
    /** When a stay last looked like part of a queue, on the dwell's clock. */
    private final Map<UUID, Double> queuedAtS = new HashMap<>();

    public IllegalParkingRule(Zone zone, ParkingLimits limits) {
        this.zone = zone;
        this.limits = limits;
        DwellSettings settings =
                DwellSettings.defaults().withLeaveAfter(limits.leaveAfter()).withGap(limits.gap());
        ObjectKind any = limits.kinds().iterator().next();
        dwell = new Dwell(settings, zone, kind -> KindVote.sameFamily(any, kind));
        held = new HeldTime(limits.hours());
        queues = new QueueWatch(track -> KindVote.sameFamily(any, track.kind()), settings);
        reasons = new ParkingReasons(zone);
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
        held.look(view.tracks().frame());
        Dwell.Stays stays = dwell.update(view);
        queues.look(view.tracks(), dwell.nowS(), stays.standing());
        for (Place place : stays.ended()) {
            Said before = said.remove(place.id());
            queuedAtS.remove(place.id());
            if (before != null) {
                news.add(new Observation.Ended(stay(place), before == Said.CONFIRMED));
            }
        }
        for (Place place : stays.standing()) {
            if (held.holds() && limits.kinds().contains(place.kind())) {
                judge(place, view, news);
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

    private void judge(Place place, StreetView view, List<Observation> news) {
        if (said.putIfAbsent(place.id(), Said.NOTICED) == null) {
            news.add(new Observation.Noticed(stay(place)));
        }
        Duration counted = held.of(place.start().frame().pts(), place.latest().pts());
        Instant start = place.start().frame().receivedAt();
        Instant now = place.latest().receivedAt();
        Duration limit = limits.limitFor(place.kind(), start, now);
        if (said.get(place.id()) == Said.CONFIRMED
                || counted.plus(Duration.ofSeconds((long) QueueWatch.STARTS_WITHIN_S))
                                .compareTo(limit)
                        < 0) {
            return; // whether it queues now is of no account yet
        }
        QueueWatch.Finding company = queues.judge(place);
        boolean mayBeQueueing = mayBeQueueing(place, company);
        boolean tooLong = counted.compareTo(limit) >= 0;
        boolean sure = place.confidence() >= limits.minConfidence() && place.isMostlySeen();
        if (tooLong && sure && (!mayBeQueueing || counted.compareTo(jamLimit(limit)) >= 0)) {
            said.put(place.id(), Said.CONFIRMED);
            List<Witness> witnesses = reasons.witnesses(place, view.scene(), company, mayBeQueueing);
            ParkingReasons.Times times = new ParkingReasons.Times(
                    counted,
                    limit,
                    held.remark(place.start().frame()),
                    limits.granted(place.kind(), start, now).orElse(null));
            news.add(new Observation.Confirmed(
                    stay(place).withConfidence(reasons.confidence(witnesses)),
                    reasons.of(place, times, dwell.wasThereBefore(place), witnesses),
                    witnesses,
                    List.of()));
        }
    }

    /** Whether it stands in a queue, or did so recently that it has not had the time to follow those in front. */
    private boolean mayBeQueueing(Place place, QueueWatch.Finding company) {
        if (company.isQueue()) {
            queuedAtS.put(place.id(), dwell.nowS());
        }
        Double queuedS = queuedAtS.get(place.id());
        return queuedS != null && dwell.nowS() - queuedS < QueueWatch.STARTS_WITHIN_S;
    }

    private static Duration jamLimit(Duration limit) {
        Duration jam = limit.multipliedBy(JAM_TIMES);
        Duration least = Duration.ofSeconds(JAM_AT_LEAST_S);
        return jam.compareTo(least) < 0 ? least : jam;
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
}
