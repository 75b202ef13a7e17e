package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.track.StreamClock;
import io.streetward.track.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sells in the street: wares that stay and persons who stay beside them, longer than permitted. People alone
 * wait, talk or rest; wares alone are parked or thrown away. With a threshold line it is a shop that spills over: its wares
 * on the street's side of the line are enough, for the shop is the vendor.
 *
 * <p>The vendor is whoever lingers, under whatever track: he is hidden by customers, sits down, and is lost and found again.
 */
public final class StreetVendingRule implements EventRule {
    private static final double GREATEST_STEP_S = 60;
    /** Confirmed while somebody is there, or was a moment ago: a case says what can be seen. */
    private static final Duration THERE = Duration.ofSeconds(10);

    /** Wares within a person's height belong to one stall: who sells reaches both with a step. */
    private static final double TOGETHER = 1;

    private static final double LEAST_ATTENDED = 0.5;

    private final Zone zone;
    private final VendingLimits limits;
    private final boolean shop;
    private final WareWatch wares = new WareWatch();
    private final Bystanders bystanders = new Bystanders();
    private final StallSites sites;
    private final HeldTime held;
    private final StreamClock clock = new StreamClock();

    public StreetVendingRule(Zone zone, VendingLimits limits) {
        this.zone = zone;
        this.limits = limits;
        this.shop = limits.threshold() != null;
        this.sites = new StallSites(limits.leaveAfter());
        this.held = new HeldTime(limits.hours());
    }

    @Override
    public EventKind kind() {
        return shop ? EventKind.SHOP_OVERFLOW : EventKind.STREET_VENDING;
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public List<Observation> observe(StreetView view) {
        FrameRef frame = view.tracks().frame();
        held.look(frame);
        clock.advance(frame.pts());
        double passedS = clock.stepS() > GREATEST_STEP_S ? 0 : clock.stepS();
        List<Track> persons = bystanders.look(view.tracks());
        List<Ware> seen = wares.look(view, bystanders.height()).stream()
                .filter(ware -> !shop || offends(ware.box()))
                .toList();
        List<Observation> news = new ArrayList<>();
        for (StallSite over : sites.update(seen, TOGETHER * bystanders.height(), frame)) {
            if (over.noticed()) {
                news.add(new Observation.Ended(stay(over), over.confirmed()));
            }
        }
        for (StallSite site : sites.all()) {
            NormalizedBox around = StallSite.around(site.wares());
            List<Track> beside = persons.stream()
                    .filter(t -> Bystanders.isBeside(t.box(), around, frame))
                    .toList();
            site.attend(beside, beside.stream().filter(Bystanders::lingers).toList(), frame, passedS, limits.gap());
            judge(site, frame, news);
        }
        return news;
    }

    private void judge(StallSite site, FrameRef frame, List<Observation> news) {
        FrameRef start = start(site);
        if (start == null || !offends(site.box())) {
            return;
        }
        if (site.notice()) {
            news.add(new Observation.Noticed(stay(site)));
        }
        Duration counted = held.of(start.pts(), frame.pts());
        boolean attended = shop || (site.isAttendedAt(frame.pts(), THERE) && site.attendedShare() >= LEAST_ATTENDED);
        if (site.confirmed() || !attended || counted.compareTo(limits.dwellLimit()) < 0) {
            return;
        }
        List<Witness> witnesses = VendingWitnesses.of(site);
        double confidence = Weighing.probability(VendingWitnesses.prior(shop), witnesses);
        if (confidence >= limits.minConfidence()) {
            site.confirm();
            news.add(new Observation.Confirmed(
                    stay(site).withConfidence(confidence), reasons(counted, start, witnesses), witnesses, List.of()));
        }
    }

    private List<String> reasons(Duration counted, FrameRef start, List<Witness> witnesses) {
        List<String> reasons = new ArrayList<>();
        reasons.add((shop ? "goods stood beyond the threshold at \"" : "wares and vendor stayed at \"") + zone.name()
                + "\" for " + Words.duration(counted) + "; limit " + Words.duration(limits.dwellLimit()));
        String remark = held.remark(start);
        if (remark != null) {
            reasons.add(remark);
        }
        reasons.addAll(Weighing.sentences(witnesses));
        return reasons;
    }

    private @Nullable FrameRef start(StallSite site) {
        return shop ? site.setUp() : site.start();
    }

    private boolean offends(NormalizedBox box) {
        NormalizedPoint ground = box.bottomCenter();
        return zone.holds(box) && limits.forbids(ground);
    }

    private Stay stay(StallSite site) {
        FrameRef start = start(site);
        FrameRef from = start == null ? site.setUp() : start;
        return new Stay(
                site.id(),
                kind(),
                zone,
                ObjectKind.STALL,
                site.box(),
                from,
                site.latest(),
                site.latest().pts().since(from.pts()),
                Weighing.probability(VendingWitnesses.prior(shop), VendingWitnesses.of(site)));
    }
}
